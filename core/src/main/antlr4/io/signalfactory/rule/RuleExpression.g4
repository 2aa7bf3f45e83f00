/*
 * The condition of a quality rule: SQL's search conditions over the fields of one event.
 *
 * Chains of operators of one rank are flat lists, not nested rules, so that the depth of a tree is
 * the depth of its parentheses and prefixes, which ConditionParser bounds. Names of functions, of
 * typed literals and of units are plain identifiers: a field may be named length, date or day.
 */
grammar RuleExpression;

options { caseInsensitive = true; }

condition : disjunction EOF ;

disjunction : conjunction (OR conjunction)* ;

conjunction : negation (AND negation)* ;

negation : NOT negation | test ;

test : comparison truthTest* ;

truthTest : IS NOT? (NULL | TRUE | FALSE) ;

comparison
  : sum                                                        # plain
  | sum operator=(EQ | NE | LT | LE | GT | GE) sum             # relation
  | sum NOT? IN '(' disjunction (',' disjunction)* ')'         # membership
  | sum NOT? BETWEEN sum AND sum                               # range
  | sum NOT? LIKE pattern=STRING (ESCAPE escape=STRING)?       # likeness
  | sum NOT? MATCHES pattern=STRING                            # regex
  ;

sum : product ((PLUS | MINUS) product)* ;

product : factor ((TIMES | DIVIDE | REMAINDER) factor)* ;

factor : (PLUS | MINUS) factor | primary ;

primary
  : '(' disjunction ')'                                        # group
  | NULL                                                       # nothing
  | (TRUE | FALSE)                                             # truth
  | NUMBER                                                     # number
  | STRING                                                     # text
  | type=IDENTIFIER STRING                                     # typed
  | type=IDENTIFIER amount=(STRING | NUMBER) unit=IDENTIFIER   # interval
  | function=IDENTIFIER '(' (disjunction (',' disjunction)*)? ')'  # call
  | name ('.' name)*                                           # field
  ;

name : IDENTIFIER | QUOTED | BACKTICKED ;

AND : 'AND' ;
BETWEEN : 'BETWEEN' ;
ESCAPE : 'ESCAPE' ;
FALSE : 'FALSE' ;
IN : 'IN' ;
IS : 'IS' ;
LIKE : 'LIKE' ;
MATCHES : 'MATCHES' ;
NOT : 'NOT' ;
NULL : 'NULL' ;
OR : 'OR' ;
TRUE : 'TRUE' ;

EQ : '=' ;
NE : '<>' | '!=' ;
LT : '<' ;
LE : '<=' ;
GT : '>' ;
GE : '>=' ;
PLUS : '+' ;
MINUS : '-' ;
TIMES : '*' ;
DIVIDE : '/' ;
REMAINDER : '%' ;
OPEN : '(' ;
CLOSE : ')' ;
COMMA : ',' ;
DOT : '.' ;

NUMBER : DIGIT+ ('.' DIGIT*)? EXPONENT? | '.' DIGIT+ EXPONENT? ;
STRING : '\'' (~'\'' | '\'\'')* '\'' ;
QUOTED : '"' (~'"' | '""')+ '"' ;
BACKTICKED : '`' (~'`' | '``')+ '`' ;
IDENTIFIER : LETTER (LETTER | [\p{N}])* ;

fragment DIGIT : [0-9] ;
fragment EXPONENT : 'E' [+-]? DIGIT+ ;
fragment LETTER : [\p{L}_$] ;

SPACE : [\p{White_Space}]+ -> skip ;

// No rule of the grammar uses these. They are tokens so that messages can name them.
UNCLOSED_STRING : '\'' (~'\'' | '\'\'')* ;
UNCLOSED_NAME : '"' ~'"'* | '`' ~'`'* ;
FOREIGN_OPERATOR : '==' | '&&' | '||' | '!' ;
OTHER : . ;

package io.signalfactory.schema;

/**
 * What a schema is registered as.
 *
 * @param subject the subject; for AWS Glue the name of the schema, for a folder the name of the
 *     file without its ending
 * @param version its version there, from 1
 */
public record SubjectVersion(String subject, int version) {}

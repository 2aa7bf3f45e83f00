package io.signalfactory.control;

import io.signalfactory.revision.ContractRevision;

/**
 * Who changes a contract.
 *
 * @param name the name of a token, or of the user of a machine; never a secret
 * @param via how
 */
public record Author(String name, ContractRevision.Via via) {}

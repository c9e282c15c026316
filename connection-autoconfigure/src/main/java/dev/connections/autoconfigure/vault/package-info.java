/** Credentials of connections that are kept in HashiCorp Vault, by way of Spring Vault. */
@NullMarked
package dev.connections.autoconfigure.vault;

import org.jspecify.annotations.NullMarked;

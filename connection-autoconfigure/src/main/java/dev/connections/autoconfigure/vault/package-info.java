/** Credentials from HashiCorp Vault, through Spring Vault: leased, rotated and key-value secrets. */
@NullMarked
package dev.connections.autoconfigure.vault;

import org.jspecify.annotations.NullMarked;

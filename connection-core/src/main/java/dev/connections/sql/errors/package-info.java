/** Internal: Spring's exceptions for the errors of each database and driver. */
@NullMarked
package dev.connections.sql.errors;

import org.jspecify.annotations.NullMarked;

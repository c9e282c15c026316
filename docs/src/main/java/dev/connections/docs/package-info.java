/** Generates the configuration reference of the documentation. */
@NullMarked
package dev.connections.docs;

import org.jspecify.annotations.NullMarked;

/** Items for tests of names. */
@NullMarked
package dev.connections.sql.shop;

import org.jspecify.annotations.NullMarked;

/** Support for tests of applications that use connections: a test slice. */
@NullMarked
package dev.connections.test;

import org.jspecify.annotations.NullMarked;

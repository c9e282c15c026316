/**
 * Faults for tests: a TCP proxy that breaks connections on demand, real servers that are killed, frozen and restarted, and
 * a steady load that records what its callers met. Packaged for the tests of the other modules too.
 */
@NullMarked
package dev.connections.testing.faults;

import org.jspecify.annotations.NullMarked;

/** An entity for tests that needs what an application adds: auditing, conversions, callbacks, a sequence. */
@NullMarked
package dev.connections.sql.notes;

import org.jspecify.annotations.NullMarked;

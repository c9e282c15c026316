/**
 * Running a statement: batches, streams, generated keys, retries, cached reads, transactions.
 */
@Internal
@NullMarked
package dev.connections.sql.execution;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;

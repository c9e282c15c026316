/**
 * Running a statement: batches, streams, generated keys, retries, cached reads, transactions. API are {@code
 * SqlWork} and {@code SupervisedSqlConnection}, for handles that are SQL connections and more. All other types are
 * internal.
 */
@NullMarked
package dev.connections.sql.execution;

import org.jspecify.annotations.NullMarked;

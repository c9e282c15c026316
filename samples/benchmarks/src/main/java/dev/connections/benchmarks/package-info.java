/**
 * What queries cost, and what their results weigh. After {@code mvn package}:
 *
 * <pre>
 * java -jar samples/benchmarks/target/benchmarks.jar -prof gc
 * java -cp samples/benchmarks/target/benchmarks.jar dev.connections.benchmarks.RowsMemory
 * </pre>
 */
@NullMarked
package dev.connections.benchmarks;

import org.jspecify.annotations.NullMarked;

package dev.connections.files;

/**
 * A line of a CSV file that was skipped, because it has too many or too few fields or a value of the wrong type.
 *
 * @param line the line, starting at 1
 * @param message the error
 */
public record CsvProblem(long line, String message) {}

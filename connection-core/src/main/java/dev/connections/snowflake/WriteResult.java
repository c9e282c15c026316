package dev.connections.snowflake;

/**
 * The progress of a bulk load, or its result when it has ended. Immutable.
 *
 * @param rows the number of rows; at the end, the number that Snowflake has loaded
 * @param files the number of compressed files
 * @param bytes the size of the files, in bytes
 */
public record WriteResult(long rows, int files, long bytes) {

    public static final WriteResult NOTHING = new WriteResult(0, 0, 0);

    public WriteResult and(long moreRows, long moreBytes) {
        return new WriteResult(rows + moreRows, files + 1, bytes + moreBytes);
    }
}

package dev.connections.snowflake;

/**
 * What a bulk write has sent, or, when it has ended, what is in the table. Immutable.
 *
 * @param rows the rows; at the end, as many as Snowflake says it has loaded
 * @param files the compressed files that they were sent in
 * @param bytes the size of those files
 */
public record Written(long rows, int files, long bytes) {

    public static final Written NOTHING = new Written(0, 0, 0);

    public Written and(long moreRows, long moreBytes) {
        return new Written(rows + moreRows, files + 1, bytes + moreBytes);
    }
}

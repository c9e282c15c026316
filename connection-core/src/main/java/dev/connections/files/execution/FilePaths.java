package dev.connections.files.execution;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of paths. A path is relative to the connection's URL and is not decoded. Its segments are separated by
 * {@code /}; none is empty, {@code .} or {@code ..}, because stores treat those differently.
 */
final class FilePaths {

    /** Lists of S3 and Azure are XML: one such name could make a whole folder unreadable. */
    private static final Pattern NOT_IN_XML = Pattern.compile("[\\x01-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");

    private final String connection;

    /** @param connection the name of the connection, for messages */
    FilePaths(String connection) {
        this.connection = connection;
    }

    /**
     * Returns the path of a file.
     *
     * @throws IllegalArgumentException if it is not valid
     */
    String file(String path) {
        Objects.requireNonNull(path, "path");
        if (path.isEmpty()) {
            throw invalid(path, "is empty");
        }
        if (path.endsWith("/")) {
            throw invalid(path, "ends with '/', which is a folder");
        }
        checkSegments(path, path.split("/", -1));
        return path;
    }

    /**
     * Returns the prefix of a listing, which need not end at a {@code /}. Empty for all files.
     *
     * @throws IllegalArgumentException if it is not valid
     */
    String prefix(String prefix) {
        Objects.requireNonNull(prefix, "prefix");
        if (!prefix.isEmpty()) {
            String complete = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
            String[] segments = complete.split("/", -1);
            if (!prefix.endsWith("/") && segments[segments.length - 1].matches("\\.{1,2}")) {
                // the beginning of a name such as .hidden
                segments[segments.length - 1] = "x";
            }
            checkSegments(prefix, segments);
        }
        return prefix;
    }

    /** Returns the prefix of the files in a folder: empty, or with a {@code /} at the end. */
    String folder(String folder) {
        String name = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
        if (name.isEmpty() && folder.isEmpty()) {
            return "";
        }
        checkSegments(folder, name.split("/", -1));
        return name + "/";
    }

    private void checkSegments(String path, String[] segments) {
        if (path.startsWith("/")) {
            throw invalid(path, "is absolute. Paths are relative to the URL of the connection");
        }
        if (path.indexOf('\0') >= 0) {
            throw invalid(path.replace('\0', '?'), "contains NUL");
        }
        Matcher control = NOT_IN_XML.matcher(path);
        if (control.find()) {
            throw invalid(control.replaceAll("?"), "contains a control character");
        }
        for (String segment : segments) {
            if (segment.equals("..") || segment.equals(".")) {
                throw invalid(path, "contains the segment '" + segment + "'");
            }
            if (segment.isEmpty()) {
                throw invalid(path, "contains an empty segment");
            }
        }
        if (hasLoneSurrogate(path)) {
            throw invalid(path, "contains half of a surrogate pair");
        }
    }

    private static boolean hasLoneSurrogate(String path) {
        return path.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private IllegalArgumentException invalid(String path, String problem) {
        return new IllegalArgumentException("Connection '" + connection + "': the path '" + path + "' " + problem);
    }
}

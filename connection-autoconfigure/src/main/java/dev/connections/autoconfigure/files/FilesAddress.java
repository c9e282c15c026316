package dev.connections.autoconfigure.files;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * The URL of a store, taken apart. Names and prefixes of object stores are taken as they are; {@code file:} and {@code
 * https:} URLs are percent-decoded. Error messages repeat nothing of the URL.
 *
 * @param store the store
 * @param container the bucket, container or repository; empty for a local directory
 * @param prefix the beginning of all names, empty or with a {@code /} at the end
 * @param account the account of Azure that the URL names, or {@code null}
 * @param endpoint the blob service that the URL names, or {@code null}
 * @param repositoryKind the kind of a repository on Hugging Face; empty for other stores
 * @param revision the revision of a repository on Hugging Face; empty for other stores
 */
record FilesAddress(
        StoreKind store,
        String container,
        String prefix,
        @Nullable String account,
        @Nullable URI endpoint,
        String repositoryKind,
        String revision) {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);

    private static final Pattern AZURE_HOST =
            Pattern.compile("([a-z0-9]{3,24})\\.(?:dfs|blob)\\.([a-z0-9.-]+)", Pattern.CASE_INSENSITIVE);

    private static final String PUBLIC_AZURE = "core.windows.net";

    private static final String EXAMPLE = "Set it to the location of the files, such as s3://bucket/folder/,"
            + " gs://bucket/folder/, az://container/folder/, hf://datasets/owner/name or file:/var/data.";

    /** @throws IllegalArgumentException if it is none; the message says what to do */
    static FilesAddress of(@Nullable String url) {
        if (!StringUtils.hasText(url)) {
            throw new IllegalArgumentException("is missing. " + EXAMPLE);
        }
        String text = url.strip();
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.matches()) {
            throw new IllegalArgumentException("has no scheme. " + EXAMPLE);
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("contains a NUL character. Remove it.");
        }
        String rest = scheme.group(2);
        return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
            case "s3" -> bucket(StoreKind.S3, rest, "'access-key' and 'secret-key'");
            case "gs" -> bucket(StoreKind.GOOGLE_CLOUD_STORAGE, rest, "'credentials'");
            case "az", "abfs", "abfss" -> azure(rest);
            case "hf" -> huggingFace(rest);
            case "file" -> local(rest);
            case "https" -> blobService(rest);
            default -> throw new IllegalArgumentException("has a scheme that is no store of files. " + EXAMPLE);
        };
    }

    private static FilesAddress bucket(StoreKind store, String rest, String credentials) {
        Parts parts = Parts.of(rest, "bucket");
        requireNoUser(parts.authority, credentials);
        return new FilesAddress(store, parts.authority, folder(parts.path), null, null, "", "");
    }

    private static FilesAddress azure(String rest) {
        Parts parts = Parts.of(rest, "container");
        int at = parts.authority.indexOf('@');
        if (at < 0) {
            requireNoUser(parts.authority, "'account' and 'account-key'");
            return new FilesAddress(StoreKind.AZURE, parts.authority, folder(parts.path), null, null, "", "");
        }
        String container = parts.authority.substring(0, at);
        Matcher host = AZURE_HOST.matcher(parts.authority.substring(at + 1));
        if (container.isEmpty() || container.indexOf(':') >= 0 || !host.matches()) {
            throw new IllegalArgumentException(
                    "is no container of an account. Write abfss://container@account.dfs.core.windows.net/folder/, and"
                            + " set credentials by properties.");
        }
        return ofAccount(host, container, parts.path);
    }

    private static FilesAddress blobService(String rest) {
        int path = rest.indexOf('/', 2);
        String authority = rest.substring(Math.min(2, rest.length()), (path < 0) ? rest.length() : path);
        Matcher host = AZURE_HOST.matcher(authority);
        if (!rest.startsWith("//") || !host.matches()) {
            throw new IllegalArgumentException("is an https URL that is no container of Azure Blob Storage. Write"
                    + " https://account.blob.core.windows.net/container/folder/, and set credentials by"
                    + " properties.");
        }
        Parts parts = Parts.of("/" + ((path < 0) ? "/" : rest.substring(path)), "container");
        return ofAccount(host, parts.authority, decoded(parts.path));
    }

    private static FilesAddress ofAccount(Matcher host, String container, String path) {
        String account = host.group(1).toLowerCase(Locale.ROOT);
        String suffix = host.group(2).toLowerCase(Locale.ROOT);
        URI endpoint = suffix.equals(PUBLIC_AZURE) ? null : URI.create("https://" + account + ".blob." + suffix);
        return new FilesAddress(StoreKind.AZURE, container, folder(path), account, endpoint, "", "");
    }

    private static FilesAddress huggingFace(String rest) {
        Parts parts = Parts.of(rest, "repository");
        String first = parts.authority;
        requireNoUser(first, "'token'");
        boolean named = first.equals("datasets") || first.equals("spaces") || first.equals("models");
        String kind = named ? first : "models";
        String[] path = (named ? parts.path : first + "/" + parts.path).split("/", 3);
        if (path.length < 2 || path[0].isEmpty() || path[1].isEmpty()) {
            throw new IllegalArgumentException("names no repository. Write hf://datasets/owner/name@revision/folder/.");
        }
        int at = path[1].indexOf('@');
        String name = (at < 0) ? path[1] : path[1].substring(0, at);
        String revision = (at < 0) ? "main" : decoded(path[1].substring(at + 1));
        if (name.isEmpty() || revision.isEmpty()) {
            throw new IllegalArgumentException(
                    "names no repository or no revision. Write" + " hf://datasets/owner/name@revision/folder/.");
        }
        return new FilesAddress(
                StoreKind.HUGGING_FACE,
                path[0] + "/" + name,
                folder((path.length > 2) ? path[2] : ""),
                null,
                null,
                kind,
                revision);
    }

    private static FilesAddress local(String rest) {
        requireNoQuery(rest);
        String path = rest;
        if (rest.startsWith("//")) {
            int slash = rest.indexOf('/', 2);
            String host = (slash < 0) ? rest.substring(2) : rest.substring(2, slash);
            if (slash < 0 || !(host.isEmpty() || host.equalsIgnoreCase("localhost"))) {
                throw new IllegalArgumentException(
                        "names a host. Write file:/var/data for a directory, or file:data for one below the working"
                                + " directory.");
            }
            path = rest.substring(slash);
        }
        path = decoded(path);
        if (path.isBlank()) {
            throw new IllegalArgumentException("names no directory. Write file:/var/data.");
        }
        // file:/C:/data
        String directory = path.matches("/[A-Za-z]:(/.*)?") ? path.substring(1) : path;
        try {
            Path.of(directory);
        } catch (InvalidPathException ex) {
            throw new IllegalArgumentException("is no directory of this operating system. Write file:/var/data.", ex);
        }
        return new FilesAddress(StoreKind.LOCAL, "", directory, null, null, "", "");
    }

    /** The local directory. A relative one is below the working directory. */
    Path directory() {
        return Path.of(prefix).toAbsolutePath().normalize();
    }

    private static String folder(String path) {
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..") || segment.equals(".")) {
                throw new IllegalArgumentException("contains a '" + segment + "' segment. Write the whole path.");
            }
        }
        return (path.isEmpty() || path.endsWith("/")) ? path : path + "/";
    }

    private static void requireNoUser(String authority, String properties) {
        if (authority.indexOf('@') >= 0 || authority.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "has a user, a password or a port. Remove it, and set " + properties + " or 'endpoint'.");
        }
    }

    private static void requireNoQuery(String text) {
        if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
            throw new IllegalArgumentException("has a query or a fragment. Remove it, and set properties instead.");
        }
    }

    private static String decoded(String text) {
        try {
            return StringUtils.uriDecode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException ex) {
            throw new IllegalArgumentException("has a '%' that is not part of an encoded character. Write %25.", ex);
        }
    }

    /** Without the names of directories and buckets. */
    @Override
    public String toString() {
        return "FilesAddress[" + store + "]";
    }

    /** What is before and after the first slash behind {@code //}. */
    private record Parts(String authority, String path) {

        static Parts of(String rest, String expected) {
            requireNoQuery(rest);
            if (!rest.startsWith("//")) {
                throw new IllegalArgumentException("lacks '//' after the scheme. Write, for example, s3://bucket/.");
            }
            int slash = rest.indexOf('/', 2);
            String authority = (slash < 0) ? rest.substring(2) : rest.substring(2, slash);
            if (authority.isBlank()) {
                throw new IllegalArgumentException("names no " + expected + ". " + EXAMPLE);
            }
            return new Parts(authority, (slash < 0) ? "" : rest.substring(slash + 1));
        }
    }
}

package dev.connections.files.store.huggingface;

import dev.connections.files.FileInfo;
import dev.connections.files.store.FilePage;
import dev.connections.files.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads pages of files by Jackson. Loaded only if Jackson is on the class path. */
final class HubTree {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final Pattern NEXT = Pattern.compile(
            "<[^>?]*\\?([^>#\\s]*)(?:#[^>]*)?>\\s*;[^,]*\\brel\\s*=\\s*\"?next\\b", Pattern.CASE_INSENSITIVE);

    private final String base;

    private final String prefix;

    private final boolean recursive;

    /**
     * @param base the prefix of the URL, which is removed from paths
     * @param prefix the beginning of the paths that are wanted
     * @param recursive whether folders are left out
     */
    HubTree(String base, String prefix, boolean recursive) {
        this.base = base;
        this.prefix = prefix;
        this.recursive = recursive;
    }

    FilePage read(HubResponse response) throws StoreException {
        JsonNode entries;
        try {
            entries = MAPPER.readTree(response.body());
        } catch (JacksonException ex) {
            if (ex.getCause() instanceof IOException broken) {
                throw response.broken(broken);
            }
            throw response.unusable("it is no JSON");
        }
        if (!entries.isArray()) {
            throw response.unusable("it is no JSON array");
        }
        List<FileInfo> files = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        for (JsonNode entry : entries) {
            String path = entry.path("path").asString("");
            boolean folder = entry.path("type").asString("").equals("directory");
            if (!path.startsWith(prefix) || (folder && recursive)) {
                continue;
            }
            String relative = path.substring(base.length());
            if (folder) {
                folders.add(relative + "/");
            } else {
                files.add(file(relative, entry));
            }
        }
        return new FilePage(files, folders, next(response.header("Link")));
    }

    private static FileInfo file(String path, JsonNode entry) {
        JsonNode lfs = entry.path("lfs");
        // the ETag of a large file is its SHA-256, that of others the hash of Git
        String version = lfs.path("oid").asString(entry.path("oid").asString(""));
        return new FileInfo(path, lfs.path("size").asLong(entry.path("size").asLong(0)), null, version);
    }

    /**
     * Returns the query of the next page. The rest of its URL is not used, so that the token is sent to no other server
     * than that of the endpoint, which can be a mirror.
     */
    private static @Nullable String next(String link) {
        Matcher next = NEXT.matcher(link);
        return next.find() ? next.group(1) : null;
    }
}

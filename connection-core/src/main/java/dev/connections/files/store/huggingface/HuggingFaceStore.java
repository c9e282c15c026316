package dev.connections.files.store.huggingface;

import dev.connections.credentials.Credentials;
import dev.connections.files.FileInfo;
import dev.connections.files.store.ContentTypes;
import dev.connections.files.store.FileContent;
import dev.connections.files.store.FilePage;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.ListRequest;
import dev.connections.files.store.ReadRequest;
import dev.connections.files.store.RequestRetry;
import dev.connections.files.store.SignRequest;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import dev.connections.files.store.StoreIdentity;
import dev.connections.files.store.WriteRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.ClassUtils;

/**
 * The files of a repository on Hugging Face, read only. The version of a file is its ETag: a hash of the content, the
 * same in listings and responses. The hub redirects large files to a CDN, which never receives the token. The redirect
 * has the version, so neither a conditional read of an unchanged file nor the properties need a request to the CDN.
 *
 * <p>The hub records no time of the last change in listings, so there is none.
 */
public final class HuggingFaceStore implements FileStore {

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+)");

    private static final String JACKSON = "tools.jackson.databind.json.JsonMapper";

    private final HuggingFaceSettings settings;

    private final HubUrls urls;

    private final HubClient hub;

    private HuggingFaceStore(HuggingFaceSettings settings, HubUrls urls, HubClient hub) {
        this.settings = settings;
        this.urls = urls;
        this.hub = hub;
    }

    /**
     * Opens a store.
     *
     * @param credentials the access token, or none. The user is ignored
     * @param retry not used, because the store is read only
     */
    public static FileStore open(HuggingFaceSettings settings, Credentials credentials, RequestRetry retry) {
        HubErrors errors = new HubErrors(settings, credentials.secret());
        return new HuggingFaceStore(
                settings, new HubUrls(settings), new HubClient(settings, credentials.secret(), errors));
    }

    @Override
    public StoreIdentity identity() {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("repository", settings.kind() + "/" + settings.repository());
        target.put("revision", settings.revision());
        target.put("endpoint", settings.endpoint().toString());
        return new StoreIdentity("huggingface", settings.repository(), target);
    }

    @Override
    public void check() throws StoreException {
        String action = "Checking the repository";
        hub.send(HubRequest.get(action, urls.revision())).requireSuccess().discard();
    }

    @Override
    public FileInfo info(String path) throws StoreException {
        HubRequest request = HubRequest.head("Reading the properties of '" + path + "'", urls.file(path))
                .ofFile()
                .stoppingAt(HubResponse::isDescribed);
        try (HubResponse response = hub.send(request).requireSuccess()) {
            return info(path, response, response.contentLength());
        }
    }

    @Override
    public FilePage list(ListRequest request) throws StoreException {
        if (!ClassUtils.isPresent(JACKSON, HuggingFaceStore.class.getClassLoader())) {
            throw new StoreException(
                    Reason.INVALID,
                    "Listing files on Hugging Face needs the dependency tools.jackson.core:jackson-databind",
                    null);
        }
        String prefix = settings.prefix() + request.prefix();
        String folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        URI uri = urls.tree(folder, request.recursive(), request.page());
        try (HubResponse response = hub.send(HubRequest.get("Listing '" + request.prefix() + "'", uri))) {
            if (response.isMissingEntry(!folder.isEmpty())) {
                return new FilePage(List.of(), List.of(), null);
            }
            response.requireSuccess();
            return new HubTree(settings.prefix(), prefix, request.recursive()).read(response);
        }
    }

    @Override
    public FileContent read(ReadRequest request) throws StoreException {
        if (request.length() == 0) {
            return withoutBytes(request, info(request.path()));
        }
        HubResponse response = hub.send(HubRequest.get("Reading '" + request.path() + "'", urls.file(request.path()))
                .ofFile()
                .ifNoneMatch(request.ifNoneMatch())
                .range(request.offset(), request.length())
                .stoppingAt(redirect -> endsAt(redirect, request)));
        try {
            FileContent content = content(request, response);
            response = null;
            return content;
        } finally {
            if (response != null) {
                response.close();
            }
        }
    }

    /** Returns whether a redirect to the CDN is the whole answer, because no bytes are requested. */
    private static boolean endsAt(HubResponse redirect, ReadRequest request) throws StoreException {
        if (redirect.linkedVersion() == null) {
            return false;
        }
        requireConditions(request, redirect.version());
        return redirect.linkedSize() >= 0 && request.offset() >= redirect.linkedSize();
    }

    private FileContent content(ReadRequest request, HubResponse response) throws StoreException {
        String path = request.path();
        if (response.isRedirect()) {
            response.discard();
            return withoutBytes(request, info(path, response, response.linkedSize()));
        }
        if (response.status() == 304) {
            throw unchanged(path);
        }
        if (response.status() == 416) {
            response.discard();
            return withoutBytes(request, info(path));
        }
        response.requireSuccess();
        long size = response.contentLength();
        long first = 0;
        if (response.status() == 206) {
            Matcher range = CONTENT_RANGE.matcher(response.header("Content-Range"));
            if (!range.matches()) {
                throw response.unusable("it is a part without Content-Range");
            }
            first = Long.parseLong(range.group(1));
            size = Long.parseLong(range.group(2));
        }
        if (first > request.offset()) {
            throw response.unusable("it is another part than requested");
        }
        FileInfo info = info(path, response, size);
        requireConditions(request, info.version());
        if (size >= 0 && size != info.size()) {
            throw response.unusable("it has " + size + " bytes instead of " + info.size());
        }
        long rest = rest(request, info);
        try {
            // a server without ranges sends the whole file
            response.body().skipNBytes(request.offset() - first);
            return new FileContent(info, response.body().limitedTo(rest));
        } catch (IOException ex) {
            throw response.broken(ex);
        }
    }

    private static FileContent withoutBytes(ReadRequest request, FileInfo info) throws StoreException {
        requireConditions(request, info.version());
        rest(request, info);
        return new FileContent(info, InputStream.nullInputStream());
    }

    private FileInfo info(String path, HubResponse response, long contentLength) throws StoreException {
        long size = (response.linkedSize() >= 0) ? response.linkedSize() : contentLength;
        if (size < 0) {
            throw response.unusable("it has no size");
        }
        return new FileInfo(path, size, null, response.version(), ContentTypes.of(path), Map.of());
    }

    private static void requireConditions(ReadRequest request, String version) throws StoreException {
        if (request.ifMatch() != null && !request.ifMatch().equals(version)) {
            throw new StoreException(
                    Reason.CONDITION_FAILED,
                    "The file '" + request.path() + "' has another version than required",
                    null);
        }
        if (version.equals(request.ifNoneMatch())) {
            throw unchanged(request.path());
        }
    }

    private static StoreException unchanged(String path) {
        return new StoreException(Reason.NOT_MODIFIED, "The file '" + path + "' is unchanged", null);
    }

    private static long rest(ReadRequest request, FileInfo info) throws StoreException {
        long rest = info.size() - request.offset();
        if (rest < 0) {
            throw new StoreException(
                    Reason.INVALID,
                    "The offset " + request.offset() + " is beyond the end of '" + info.path() + "' at " + info.size(),
                    null);
        }
        return (request.length() < 0) ? rest : Math.min(request.length(), rest);
    }

    @Override
    public FileInfo write(WriteRequest request) {
        throw readOnly("Writing");
    }

    @Override
    public void delete(Collection<String> paths) {
        throw readOnly("Deleting");
    }

    @Override
    public FileInfo copy(String source, String target) {
        throw readOnly("Copying");
    }

    private static UnsupportedOperationException readOnly(String action) {
        return new UnsupportedOperationException(
                action + " files on Hugging Face is not supported: the connection is read only. Use git or hf upload");
    }

    @Override
    public URI sign(SignRequest request) {
        throw new UnsupportedOperationException("Hugging Face has no signed URLs of files. Public files have the URL "
                + urls.file(request.path()) + "; serve others by a controller of the application");
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type == HttpClient.class) {
            return type.cast(hub.client());
        }
        throw new IllegalArgumentException(
                "A store on Hugging Face has no " + type.getName() + "; it has a java.net.http.HttpClient");
    }

    @Override
    public void close() {
        hub.close();
    }
}

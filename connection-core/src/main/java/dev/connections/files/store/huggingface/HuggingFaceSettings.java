package dev.connections.files.store.huggingface;

import dev.connections.files.store.StoreTimeouts;
import java.net.URI;

/**
 * A repository on Hugging Face. The secret of the credentials is an access token; without it, access is anonymous.
 *
 * @param kind the kind of the repository: {@code models}, {@code datasets} or {@code spaces}
 * @param repository owner and name, such as {@code ibm/duorc}
 * @param revision the branch, tag or commit, {@code main} by default
 * @param prefix the beginning of all paths, empty or with a {@code /} at the end
 * @param endpoint the URL of the hub
 * @param timeouts the timeouts
 */
public record HuggingFaceSettings(
        String kind, String repository, String revision, String prefix, URI endpoint, StoreTimeouts timeouts) {}

/** Files in Google Cloud Storage, by Google's client. */
@Internal
@NullMarked
package dev.connections.files.store.gcs;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;

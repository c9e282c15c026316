/** Files of repositories on Hugging Face, read only, by HTTP. */
@Internal
@NullMarked
package dev.connections.files.store.huggingface;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;

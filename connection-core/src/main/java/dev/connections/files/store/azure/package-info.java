/** Files in Azure Blob Storage, by Microsoft's client. */
@Internal
@NullMarked
package dev.connections.files.store.azure;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;

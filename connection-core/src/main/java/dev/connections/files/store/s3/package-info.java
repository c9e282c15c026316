/** Files in S3 and compatible stores, by the AWS SDK. */
@Internal
@NullMarked
package dev.connections.files.store.s3;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;

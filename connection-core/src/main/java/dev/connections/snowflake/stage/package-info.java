/** Uploads files to stages and downloads them. */
@Internal
@NullMarked
package dev.connections.snowflake.stage;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;

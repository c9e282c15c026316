/** Uploads files to stages and downloads them. All types are internal. */
@NullMarked
package dev.connections.snowflake.stage;

import org.jspecify.annotations.NullMarked;

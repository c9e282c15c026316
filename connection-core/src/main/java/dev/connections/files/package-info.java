/**
 * The type {@code files}: {@code FilesConnection} reads and writes files and tables in object stores and directories.
 */
@NullMarked
package dev.connections.files;

import org.jspecify.annotations.NullMarked;

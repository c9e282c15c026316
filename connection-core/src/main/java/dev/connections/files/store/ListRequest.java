package dev.connections.files.store;

import org.jspecify.annotations.Nullable;

/**
 * A request for a page of files.
 *
 * @param prefix the beginning of the paths; empty for all
 * @param recursive whether files in folders below are listed; otherwise paths end at the {@code /} after the prefix
 * @param page the token of the page; {@code null} for the first one
 */
public record ListRequest(String prefix, boolean recursive, @Nullable String page) {}

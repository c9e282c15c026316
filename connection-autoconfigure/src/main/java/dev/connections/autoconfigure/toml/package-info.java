/** TOML files as a source of configuration, such as a Streamlit {@code secrets.toml}. */
@NullMarked
package dev.connections.autoconfigure.toml;

import org.jspecify.annotations.NullMarked;

/**
 * Reads the text of SQL statements, with one tokenizer for all dialects. Finds named parameters, tells what a statement
 * does, and removes literals from text that is shown. API is {@code SqlGrammar}. All other types are internal.
 */
@NullMarked
package dev.connections.sql.text;

import org.jspecify.annotations.NullMarked;

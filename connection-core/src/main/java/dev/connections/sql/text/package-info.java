/**
 * Reads the text of SQL statements, with one tokenizer for all dialects. Finds named parameters, tells what a statement
 * does, and removes literals from text that is shown.
 */
@Internal(except = SqlGrammar.class)
@NullMarked
package dev.connections.sql.text;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;

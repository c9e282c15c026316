package dev.connections.sql.text;

import static dev.connections.sql.text.SqlGrammar.Feature.BACKSLASH_ESCAPES;
import static dev.connections.sql.text.SqlGrammar.Feature.BACKTICK_NAMES;
import static dev.connections.sql.text.SqlGrammar.Feature.BRACKET_NAMES;
import static dev.connections.sql.text.SqlGrammar.Feature.CARRIAGE_RETURN_ENDS_COMMENT;
import static dev.connections.sql.text.SqlGrammar.Feature.COLON_PATHS;
import static dev.connections.sql.text.SqlGrammar.Feature.DASHES_NEED_SPACE;
import static dev.connections.sql.text.SqlGrammar.Feature.DOLLAR_QUOTES;
import static dev.connections.sql.text.SqlGrammar.Feature.DOLLAR_TAGS;
import static dev.connections.sql.text.SqlGrammar.Feature.DOUBLE_QUOTED_TEXT;
import static dev.connections.sql.text.SqlGrammar.Feature.ESCAPE_LITERALS;
import static dev.connections.sql.text.SqlGrammar.Feature.EXECUTABLE_COMMENTS;
import static dev.connections.sql.text.SqlGrammar.Feature.HASH_COMMENTS;
import static dev.connections.sql.text.SqlGrammar.Feature.HASH_NAMES;
import static dev.connections.sql.text.SqlGrammar.Feature.NESTED_COMMENTS;
import static dev.connections.sql.text.SqlGrammar.Feature.QUESTION_MARK_OPERATORS;
import static dev.connections.sql.text.SqlGrammar.Feature.QUOTE_DELIMITERS;
import static dev.connections.sql.text.SqlGrammar.Feature.SLASH_COMMENTS;
import static dev.connections.sql.text.SqlGrammar.Feature.STRUCTS;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The lexical rules of each dialect, with the default settings of its server. */
public enum SqlGrammar {
    H2(DOLLAR_QUOTES, NESTED_COMMENTS, SLASH_COMMENTS, BACKTICK_NAMES, CARRIAGE_RETURN_ENDS_COMMENT),
    POSTGRESQL(
            DOLLAR_QUOTES,
            DOLLAR_TAGS,
            ESCAPE_LITERALS,
            NESTED_COMMENTS,
            QUESTION_MARK_OPERATORS,
            CARRIAGE_RETURN_ENDS_COMMENT),

    /** MySQL and MariaDB. */
    MYSQL(BACKSLASH_ESCAPES, DOUBLE_QUOTED_TEXT, BACKTICK_NAMES, HASH_COMMENTS, DASHES_NEED_SPACE, EXECUTABLE_COMMENTS),
    SQLSERVER(BRACKET_NAMES, HASH_NAMES, NESTED_COMMENTS),
    ORACLE(QUOTE_DELIMITERS, HASH_NAMES),
    SQLITE(BRACKET_NAMES, BACKTICK_NAMES),
    DUCKDB(
            DOLLAR_QUOTES,
            DOLLAR_TAGS,
            ESCAPE_LITERALS,
            NESTED_COMMENTS,
            STRUCTS,
            COLON_PATHS,
            CARRIAGE_RETURN_ENDS_COMMENT),
    SNOWFLAKE(BACKSLASH_ESCAPES, DOLLAR_QUOTES, SLASH_COMMENTS, STRUCTS, COLON_PATHS),

    /** Standard SQL, for any other database. */
    OTHER(BACKTICK_NAMES);

    private final Set<Feature> features;

    SqlGrammar(Feature... features) {
        EnumSet<Feature> set = EnumSet.noneOf(Feature.class);
        set.addAll(List.of(features));
        this.features = set;
    }

    boolean has(Feature feature) {
        return features.contains(feature);
    }

    /** What distinguishes the dialects for a tokenizer. */
    enum Feature {

        /** {@code 'it\'s'} is one literal. */
        BACKSLASH_ESCAPES,

        /** {@code E'it\'s'} is one literal. */
        ESCAPE_LITERALS,

        /** {@code "…"} is a literal. */
        DOUBLE_QUOTED_TEXT,

        /** {@code $$…$$} is a literal. */
        DOLLAR_QUOTES,

        /** {@code $tag$…$tag$} is a literal. */
        DOLLAR_TAGS,

        /** {@code q'[…]'} is a literal. */
        QUOTE_DELIMITERS,

        /** {@code `…`} is a name. */
        BACKTICK_NAMES,

        /** {@code […]} is a name. */
        BRACKET_NAMES,

        /** A name may contain {@code #}, and begin with it or with {@code @}. */
        HASH_NAMES,

        /** A comment ends where those inside it have ended. */
        NESTED_COMMENTS,

        /** {@code #} begins a comment. */
        HASH_COMMENTS,

        /** {@code //} begins a comment. */
        SLASH_COMMENTS,

        /** {@code --} begins a comment only before white space. */
        DASHES_NEED_SPACE,

        /** A carriage return ends a comment too. */
        CARRIAGE_RETURN_ENDS_COMMENT,

        /** What is in a <code>/*!…*&#47;</code> is executed. */
        EXECUTABLE_COMMENTS,

        /** {@code ?} is an operator, which the driver reads as {@code ??}. */
        QUESTION_MARK_OPERATORS,

        /** {@code {'key': value}} is a value. */
        STRUCTS,

        /** A colon right after a name belongs to it: a path into a document, or an alias. */
        COLON_PATHS
    }
}

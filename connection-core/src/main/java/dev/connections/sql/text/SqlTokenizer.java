package dev.connections.sql.text;

import dev.connections.sql.text.SqlGrammar.Feature;
import java.util.Locale;
import java.util.Set;

/**
 * Splits the text of a statement into tokens, in one pass. Accepts any text: what has no end becomes {@link
 * TokenKind#UNCLOSED}.
 * Not thread-safe.
 *
 * <p>No dialect has named parameters in its own grammar, so a colon before a name is one unless the grammar gives the
 * colon another meaning: {@code ::} and {@code :=} anywhere, a slice inside brackets or a key inside braces if an
 * operand stands before the colon, and, in some dialects, a path right after a name.
 */
final class SqlTokenizer {

    /** Words after which an operand follows, so that a colon begins a parameter. */
    private static final Set<String> BEFORE_OPERANDS = Words.of(
            """
            all and any as between by case cast date distinct div else escape from having ilike in interval is like
            limit mod not offset on or regexp rlike select set similar some then time timestamp timestamptz to top
            using values when where xor
            """);

    private static final int LONGEST_KEYWORD = 32;

    private final String sql;

    private final SqlGrammar grammar;

    /** Whether this is the content of an executable comment. */
    private final boolean executed;

    /** The brackets that are open. */
    private final StringBuilder open = new StringBuilder();

    private TokenKind kind = TokenKind.SPACE;

    private int begin;

    private int end;

    /** The last token that is neither white space nor a comment. */
    private TokenKind previous = TokenKind.SPACE;

    private int previousBegin;

    private int previousEnd;

    /** Whether the statement cannot have parameters, so that each colon is part of it. */
    private boolean withoutParameters;

    SqlTokenizer(String sql, SqlGrammar grammar) {
        this(sql, grammar, 0, false);
    }

    private SqlTokenizer(String sql, SqlGrammar grammar, int from, boolean executed) {
        this.sql = sql;
        this.grammar = grammar;
        this.end = from;
        this.executed = executed;
    }

    /** Reads the content of an executable comment, which cannot contain another one. */
    static SqlTokenizer ofExecuted(String content, SqlGrammar grammar) {
        return new SqlTokenizer(content, grammar, 0, true);
    }

    /** Moves to the next token. */
    boolean next() {
        if (kind.isSignificant() && end > begin) {
            if (grammar == SqlGrammar.ORACLE && previous == TokenKind.SPACE && kind == TokenKind.WORD) {
                // the body of a trigger has ':new' and ':old', and DDL no bind variables
                withoutParameters = is("create");
            }
            previous = kind;
            previousBegin = begin;
            previousEnd = end;
        }
        if (end == sql.length()) {
            return false;
        }
        begin = end;
        kind = read(sql.charAt(begin));
        return true;
    }

    TokenKind kind() {
        return kind;
    }

    int begin() {
        return begin;
    }

    int end() {
        return end;
    }

    /** Returns the first character of the token. */
    char first() {
        return sql.charAt(begin);
    }

    /** Returns the text of the token. */
    String text() {
        return sql.substring(begin, end);
    }

    /** Returns the token in lower case; empty if it is too long for a keyword. */
    String keyword() {
        return keyword(begin, end);
    }

    private String keyword(int from, int to) {
        return (to - from <= LONGEST_KEYWORD) ? sql.substring(from, to).toLowerCase(Locale.ROOT) : "";
    }

    private boolean is(String keyword) {
        return end - begin == keyword.length() && sql.regionMatches(true, begin, keyword, 0, keyword.length());
    }

    private TokenKind read(char c) {
        if (isSpace(c)) {
            return space();
        }
        return switch (c) {
            case '\'' -> literal(begin, grammar.has(Feature.BACKSLASH_ESCAPES));
            case '"' ->
                grammar.has(Feature.DOUBLE_QUOTED_TEXT)
                        ? literal(begin, grammar.has(Feature.BACKSLASH_ESCAPES))
                        : quoted('"', true);
            case '`' -> grammar.has(Feature.BACKTICK_NAMES) ? quoted('`', true) : symbol(1);
            case '[' -> grammar.has(Feature.BRACKET_NAMES) ? quoted(']', grammar == SqlGrammar.SQLSERVER) : open(c);
            case '(', '{' -> open(c);
            case ')' -> close('(');
            case ']' -> close('[');
            case '}' -> close('{');
            case '$' -> dollar();
            case '-' -> isDashComment() ? lineComment() : symbol(1);
            case '/' -> slash();
            case '#' -> hash();
            case ':' -> colon();
            case '?' -> startsWith("??") ? symbol(2) : token(TokenKind.QUESTION_MARK, begin + 1);
            case '\\' -> startsWith("\\:") ? token(TokenKind.ESCAPED_COLON, begin + 2) : symbol(1);
            default -> wordOrNumber(c);
        };
    }

    private TokenKind token(TokenKind read, int to) {
        end = to;
        return read;
    }

    private TokenKind symbol(int length) {
        return token(TokenKind.SYMBOL, begin + length);
    }

    private TokenKind unclosed() {
        return token(TokenKind.UNCLOSED, sql.length());
    }

    private TokenKind open(char bracket) {
        open.append(bracket);
        return symbol(1);
    }

    private TokenKind close(char bracket) {
        if (isIn(bracket)) {
            open.setLength(open.length() - 1);
        }
        return symbol(1);
    }

    private boolean isIn(char bracket) {
        return !open.isEmpty() && open.charAt(open.length() - 1) == bracket;
    }

    private boolean startsWith(String prefix) {
        return sql.startsWith(prefix, begin);
    }

    /** Returns the character at an index; NUL beyond the end. */
    private char at(int index) {
        return (index < sql.length()) ? sql.charAt(index) : 0;
    }

    static boolean isSpace(char c) {
        return c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private TokenKind space() {
        int to = begin + 1;
        while (to < sql.length() && isSpace(sql.charAt(to))) {
            to++;
        }
        return token(TokenKind.SPACE, to);
    }

    private TokenKind quoted(char closing, boolean doubles) {
        int to = closing(closing, begin + 1, doubles);
        return (to < 0) ? unclosed() : token(TokenKind.QUOTED, to);
    }

    /** Behind the quote that closes; -1 if none does. */
    private int closing(char quote, int from, boolean doubles) {
        int to = sql.indexOf(quote, from);
        while (doubles && to >= 0 && at(to + 1) == quote) {
            to = sql.indexOf(quote, to + 2);
        }
        return to + ((to < 0) ? 0 : 1);
    }

    private TokenKind literal(int quoteAt, boolean backslashEscapes) {
        char quote = sql.charAt(quoteAt);
        int to = backslashEscapes ? closingUnescaped(quote, quoteAt + 1) : closing(quote, quoteAt + 1, true);
        return (to < 0) ? unclosed() : token(TokenKind.TEXT, to);
    }

    private int closingUnescaped(char quote, int from) {
        for (int i = from; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote) {
                if (at(i + 1) != quote) {
                    return i + 1;
                }
                i++;
            }
        }
        return -1;
    }

    /** {@code E'…'}, which goes on in the next line if that begins with a quote. */
    private TokenKind escapeLiteral(int quoteAt) {
        int to = closingUnescaped('\'', quoteAt + 1);
        while (to >= 0) {
            int next = to;
            boolean newLine = false;
            while (next < sql.length() && isSpace(sql.charAt(next))) {
                newLine |= sql.charAt(next) == '\n' || sql.charAt(next) == '\r';
                next++;
            }
            if (!newLine || at(next) != '\'') {
                return token(TokenKind.TEXT, to);
            }
            to = closingUnescaped('\'', next + 1);
        }
        return unclosed();
    }

    /** {@code q'[…]'}. */
    private TokenKind delimitedLiteral(int quoteAt) {
        char opening = at(quoteAt + 1);
        char closing =
                switch (opening) {
                    case '[' -> ']';
                    case '(' -> ')';
                    case '{' -> '}';
                    case '<' -> '>';
                    default -> opening;
                };
        int to = sql.indexOf(closing + "'", quoteAt + 2);
        return (to < 0) ? unclosed() : token(TokenKind.TEXT, to + 2);
    }

    private TokenKind dollar() {
        int to = begin + 1;
        if (grammar.has(Feature.DOLLAR_QUOTES)) {
            if (grammar.has(Feature.DOLLAR_TAGS) && !isDigit(at(to))) {
                while (isWordPart(at(to)) && at(to) != '$') {
                    to++;
                }
            }
            if (at(to) == '$') {
                String tag = sql.substring(begin, to + 1);
                int closing = sql.indexOf(tag, to + 1);
                return (closing < 0) ? unclosed() : token(TokenKind.TEXT, closing + tag.length());
            }
        }
        if (isDigit(at(begin + 1)) && (grammar == SqlGrammar.SQLSERVER || grammar == SqlGrammar.OTHER)) {
            // an amount of money
            return number(begin + 1);
        }
        return isWordPart(at(begin + 1)) ? word() : symbol(1);
    }

    private boolean isDashComment() {
        if (at(begin + 1) != '-') {
            return false;
        }
        return !grammar.has(Feature.DASHES_NEED_SPACE) || begin + 2 == sql.length() || at(begin + 2) <= ' ';
    }

    private TokenKind slash() {
        if (at(begin + 1) == '*') {
            return blockComment();
        }
        return (at(begin + 1) == '/' && grammar.has(Feature.SLASH_COMMENTS)) ? lineComment() : symbol(1);
    }

    private TokenKind hash() {
        if (grammar.has(Feature.HASH_COMMENTS)) {
            return lineComment();
        }
        return grammar.has(Feature.HASH_NAMES) ? word() : symbol(1);
    }

    private TokenKind lineComment() {
        int to = begin;
        while (to < sql.length() && !isLineEnd(sql.charAt(to))) {
            to++;
        }
        return token(TokenKind.COMMENT, to);
    }

    private boolean isLineEnd(char c) {
        return c == '\n' || (c == '\r' && grammar.has(Feature.CARRIAGE_RETURN_ENDS_COMMENT));
    }

    private TokenKind blockComment() {
        if (grammar.has(Feature.NESTED_COMMENTS)) {
            return nestedComment();
        }
        boolean executable = grammar.has(Feature.EXECUTABLE_COMMENTS) && (startsWith("/*!") || startsWith("/*M!"));
        int to = executable && !executed ? endOfExecuted(sql.indexOf('!', begin) + 1) : sql.indexOf("*/", begin + 2);
        if (to < 0) {
            return unclosed();
        }
        return token(executable ? TokenKind.EXECUTABLE_COMMENT : TokenKind.COMMENT, to + 2);
    }

    /** Returns the literals and comments in an executable comment may contain what looks like its end. */
    private int endOfExecuted(int from) {
        SqlTokenizer content = new SqlTokenizer(sql, grammar, from, true);
        while (content.next()) {
            if (content.kind == TokenKind.SYMBOL && sql.startsWith("*/", content.begin)) {
                return content.begin;
            }
        }
        return -1;
    }

    private TokenKind nestedComment() {
        int depth = 1;
        for (int i = begin + 2; i + 1 < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '*' && sql.charAt(i + 1) == '/') {
                i++;
                if (--depth == 0) {
                    return token(TokenKind.COMMENT, i + 1);
                }
            } else if (c == '/' && sql.charAt(i + 1) == '*') {
                i++;
                depth++;
            }
        }
        return unclosed();
    }

    private TokenKind colon() {
        char next = at(begin + 1);
        if (next == ':' || next == '=') {
            return symbol(2);
        }
        int to = nameEnd(begin + 1);
        boolean parameter = to > begin + 1 && !withoutParameters && !hasOwnMeaning(isDigit(next));
        return parameter ? token(TokenKind.PARAMETER, to) : symbol(1);
    }

    /** Behind a name, which may have several parts: {@code owner.name}. */
    private int nameEnd(int from) {
        int to = from;
        while (isNamePart(at(to)) || (at(to) == '.' && to > from && isNamePart(at(to + 1)))) {
            to++;
        }
        return to;
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || isSurrogate(c);
    }

    private static boolean isSurrogate(char c) {
        return Character.isSurrogate(c);
    }

    /** Returns whether the grammar makes the colon something else than the beginning of a parameter. */
    private boolean hasOwnMeaning(boolean beforeDigit) {
        boolean adjacent = previousEnd == begin;
        if (isIn('[')) {
            return beforeDigit || followsOperand();
        }
        if (isIn('{') && grammar.has(Feature.STRUCTS)) {
            return beforeDigit || (followsOperand() && (adjacent || previous != TokenKind.WORD));
        }
        return adjacent && (beforeDigit || grammar.has(Feature.COLON_PATHS)) && followsOperand();
    }

    private boolean followsOperand() {
        return switch (previous) {
            case QUOTED, TEXT, NUMBER, PARAMETER, QUESTION_MARK -> true;
            case WORD -> !BEFORE_OPERANDS.contains(keyword(previousBegin, previousEnd));
            case SYMBOL -> ")]}".indexOf(sql.charAt(previousBegin)) >= 0;
            default -> false;
        };
    }

    private TokenKind wordOrNumber(char c) {
        if (isDigit(c)) {
            return number(begin);
        }
        if (c == '.' && isDigit(at(begin + 1)) && previousEnd < begin) {
            return number(begin + 1);
        }
        return (isWordPart(c) || (c == '@' && grammar.has(Feature.HASH_NAMES))) ? word() : symbol(1);
    }

    private TokenKind number(int from) {
        int to = from + 1;
        while (isNumberPart(to)) {
            to++;
        }
        return token(TokenKind.NUMBER, to);
    }

    private boolean isNumberPart(int index) {
        char c = at(index);
        boolean sign = c == '+' || c == '-';
        return sign
                ? (at(index - 1) == 'e' || at(index - 1) == 'E') && isDigit(at(index + 1))
                : Character.isLetterOrDigit(c) || c == '_' || (c == '.' && at(index + 1) != '.');
    }

    private TokenKind word() {
        int to = begin + 1;
        while (isWordPart(at(to)) || (grammar.has(Feature.HASH_NAMES) && (at(to) == '#' || at(to) == '@'))) {
            to++;
        }
        end = to;
        if (at(to) == '\'') {
            if (grammar.has(Feature.ESCAPE_LITERALS) && is("e")) {
                return escapeLiteral(to);
            }
            if (grammar.has(Feature.QUOTE_DELIMITERS) && (is("q") || is("nq"))) {
                return delimitedLiteral(to);
            }
        }
        return TokenKind.WORD;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordPart(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || isDigit(c)
                || c == '_'
                || c == '$'
                || (c >= 0x80 && !isSpace(c));
    }
}

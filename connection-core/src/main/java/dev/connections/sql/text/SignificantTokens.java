package dev.connections.sql.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * The tokens of a text without white space and comments. The content of an executable comment counts. Not thread-safe.
 */
final class SignificantTokens {

    /** That of a function of PostgreSQL. */
    private static final int LONGEST_NAME = 63;

    private static final TokenKind[] KINDS = TokenKind.values();

    private final String sql;

    private int size;

    private byte[] kinds = new byte[16];

    private int[] begins = new int[16];

    private int[] ends = new int[16];

    SignificantTokens(String sql, SqlGrammar grammar) {
        this.sql = sql;
        SqlTokenizer tokenizer = new SqlTokenizer(sql, grammar);
        while (tokenizer.next()) {
            if (tokenizer.kind() == TokenKind.EXECUTABLE_COMMENT) {
                addContent(tokenizer.text(), tokenizer.begin(), grammar);
            } else if (tokenizer.kind().isSignificant()) {
                add(tokenizer.kind(), tokenizer.begin(), tokenizer.end());
            }
        }
    }

    /** Without the beginning, as in {@code /*!40101} or {@code /*M!100100}, and the end. */
    private void addContent(String comment, int offset, SqlGrammar grammar) {
        int from = comment.indexOf('!') + 1;
        while (Character.isDigit(comment.charAt(from))) {
            from++;
        }
        SqlTokenizer tokenizer = SqlTokenizer.ofExecuted(comment.substring(from, comment.length() - 2), grammar);
        while (tokenizer.next()) {
            boolean nested = tokenizer.kind() == TokenKind.EXECUTABLE_COMMENT;
            if (tokenizer.kind().isSignificant()) {
                // what a nested one does is not known
                TokenKind kind = nested ? TokenKind.UNCLOSED : tokenizer.kind();
                add(kind, offset + from + tokenizer.begin(), offset + from + tokenizer.end());
            }
        }
    }

    private void add(TokenKind kind, int begin, int end) {
        if (size == kinds.length) {
            int capacity = size * 2;
            kinds = Arrays.copyOf(kinds, capacity);
            begins = Arrays.copyOf(begins, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
        kinds[size] = (byte) kind.ordinal();
        begins[size] = begin;
        ends[size] = end;
        size++;
    }

    int size() {
        return size;
    }

    /** Returns the kind of a token; {@link TokenKind#SPACE} beyond the first and the last one. */
    TokenKind kind(int index) {
        return (index >= 0 && index < size) ? KINDS[kinds[index]] : TokenKind.SPACE;
    }

    /** Returns a word in lower case; empty if the token is no word, or longer than any known name. */
    String word(int index) {
        return (kind(index) == TokenKind.WORD && ends[index] - begins[index] <= LONGEST_NAME)
                ? text(index).toLowerCase(Locale.ROOT)
                : "";
    }

    /** Returns the name of a function that is called by its quoted name, in lower case; otherwise empty. */
    String quotedFunction(int index) {
        return (kind(index) == TokenKind.QUOTED
                        && isSymbol(index + 1, '(')
                        && ends[index] - begins[index] <= LONGEST_NAME + 2)
                ? sql.substring(begins[index] + 1, ends[index] - 1).toLowerCase(Locale.ROOT)
                : "";
    }

    /**
     * Returns a word, or a name in quotes without them, in lower case; empty for other tokens, and for names that are
     * too long.
     */
    String name(int index) {
        int length = (kind(index) == TokenKind.QUOTED) ? ends[index] - begins[index] : 0;
        return (length > 2 && length <= LONGEST_NAME + 2)
                ? sql.substring(begins[index] + 1, ends[index] - 1).toLowerCase(Locale.ROOT)
                : word(index);
    }

    boolean isWord(int index, String word) {
        return kind(index) == TokenKind.WORD
                && ends[index] - begins[index] == word.length()
                && sql.regionMatches(true, begins[index], word, 0, word.length());
    }

    boolean containAny(Set<String> words, int from, int to) {
        for (int i = from; i < to; i++) {
            if (words.contains(word(i))) {
                return true;
            }
        }
        return false;
    }

    boolean isSymbol(int index, char symbol) {
        return kind(index) == TokenKind.SYMBOL && sql.charAt(begins[index]) == symbol;
    }

    /** Returns the text of a token. */
    String text(int index) {
        return sql.substring(begins[index], ends[index]);
    }
}

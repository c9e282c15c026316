package dev.connections.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules of the project's English: refused words, the length of lines and sentences, and one semicolon a sentence.
 */
final class PlainEnglish {

    private static final int MAX_COLUMNS = 120;

    private static final int MAX_WORDS = 30;

    /** Old or literary words, and verbs that make persons of programs. */
    private static final Pattern REFUSED = Pattern.compile(
            """
            \\b(lest|anew|in\\s+vain|whoever|none\\s+at\\s+all|not\\s+to\\s+be\\s+had|of\\s+one's\\s+own\
            |stands?\\s+in(?:\\s+for)?|lets?\\s+go|letting\\s+go|(?:is|are|was|were|be|been|being)\\s+(?:told|asked)\
            |whence|whither|thereof|whatsoever|hereby|thereby|upon|heretofore|forthwith)\\b""",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?:][)*\"_]?)\\s+(?=\\P{Ll})");

    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}'’-]*");

    private static final Pattern CODE = Pattern.compile("\\+{3}.*?\\+{3}|`[^`]*`|https?:\\S+");

    /** Links of AsciiDoc and Markdown, of which the text counts. */
    private static final Pattern LINK =
            Pattern.compile("(?:xref|link):[^\\[]*\\[([^]]*)]|<<(?:[^,>]*,)?([^>]*)>>|\\[([^]]*)]\\([^)]*\\)");

    private PlainEnglish() {}

    static List<String> refusedWords(String text) {
        return REFUSED.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(word -> word.replaceAll("\\s+", " "))
                .distinct()
                .toList();
    }

    /** The lines that are too long. A line without a space, such as a URL, cannot be broken. */
    static List<String> longLines(String text) {
        return text.lines()
                .filter(line -> line.codePointCount(0, line.length()) > MAX_COLUMNS)
                .filter(line -> line.strip().contains(" "))
                .toList();
    }

    /** The sentences of a paragraph that have too many words, without those of code, or more than one semicolon. */
    static List<String> longSentences(String paragraph) {
        return SENTENCE_END
                .splitAsStream(LINK.matcher(paragraph).replaceAll("$1$2$3").replaceAll("\\s+", " "))
                .filter(PlainEnglish::isLong)
                .toList();
    }

    private static boolean isLong(String sentence) {
        String prose = CODE.matcher(sentence).replaceAll("1");
        return WORD.matcher(prose).results().count() > MAX_WORDS
                || prose.chars().filter(c -> c == ';').count() > 1;
    }

    /**
     * The paragraphs of a page in AsciiDoc or Markdown: texts, list items and cells of tables, without blocks of code.
     */
    static List<String> paragraphs(String page) {
        List<String> paragraphs = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        String block = null;
        for (String line : page.lines().toList()) {
            if (block != null) {
                block = line.equals(block) ? null : block;
                continue;
            }
            boolean fence = line.matches("-{4,}|```.*|\\.{4,}");
            if (fence) {
                block = line.startsWith("`") ? "```" : line;
            }
            if (fence || line.isBlank() || line.matches("\\[.*]|:[!\\w-]+:.*|=+ .*|#+ .*|\\|===|\\+|include::.*")) {
                add(paragraphs, current);
            } else if (line.startsWith("|")) {
                add(paragraphs, current);
                List<String> cells =
                        Stream.of(line.substring(1).split("(?<!\\\\)\\|")).toList();
                cells.subList(0, cells.size() - 1).forEach(cell -> paragraphs.add(cell.strip()));
                current.append(cells.get(cells.size() - 1));
            } else {
                if (line.matches("\\s*([*.-]|\\d+\\.) .*") || line.contains(":: ")) {
                    add(paragraphs, current);
                }
                current.append(line).append(' ');
            }
        }
        add(paragraphs, current);
        return paragraphs.stream().filter(paragraph -> !paragraph.isBlank()).toList();
    }

    private static void add(List<String> paragraphs, StringBuilder text) {
        paragraphs.add(text.toString().strip());
        text.setLength(0);
    }

    private static final Pattern JAVA = Pattern.compile(
            "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*+\"|'(?:\\\\.|[^'\\\\])+'|//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    /** Comments and string literals of a Java or Kotlin file. */
    static List<String> textsOf(String source) {
        return JAVA.matcher(source)
                .results()
                .map(MatchResult::group)
                .map(text -> text.replaceAll("(?m)^\\s*\\*(?!/)", ""))
                .toList();
    }

    /** Sentences that follow each other in a comment and are the same. */
    static List<String> repeatedSentences(String source) {
        List<String> repeated = new ArrayList<>();
        for (String text : textsOf(source)) {
            String previous = "";
            for (String sentence : text.replaceAll("\\s+", " ").split("(?<=\\.) ")) {
                if (sentence.equals(previous) && sentence.contains(" ")) {
                    repeated.add(sentence);
                }
                previous = sentence;
            }
        }
        return repeated;
    }

    /** The first sentence of each javadoc comment. */
    static List<String> firstSentences(String source) {
        return textsOf(source).stream()
                .filter(text -> text.startsWith("/**"))
                .map(text -> text.replaceAll("^/\\*\\*|\\*/$", "").strip())
                .map(text -> text.split("(?m)<p>|^\\s*@", 2)[0])
                .map(text -> text.replaceAll("\\{@\\w+\\s+[^}]*}", "`1`").replaceAll("<[^>]*>", " "))
                .map(text -> text.replaceAll("\\s+", " ").strip().split("(?<=\\.)\\s+(?=\\p{Lu}|`)", 2)[0])
                .filter(text -> !text.isBlank())
                .toList();
    }
}

package dev.connections.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in a text page what readers may copy. */
final class CodeBlocks {

    private static final Pattern FENCE = Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private CodeBlocks() {}

    /** A block of a Markdown page. */
    record Block(String language, String text) {}

    static List<Block> ofMarkdown(Path page) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = FENCE.matcher(Files.readString(page));
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    /**
     * The lines of an AsciiDoc page that stand in a block which shows text as it is, and are not an include: a
     * delimited block of any kind, or an indented paragraph.
     */
    static List<String> inlineCode(String page) {
        List<String> found = new ArrayList<>();
        String delimiter = null;
        for (String line : page.lines().toList()) {
            if (delimiter != null) {
                if (line.equals(delimiter)) {
                    delimiter = null;
                } else if (!line.startsWith("include::")) {
                    found.add(line);
                }
            } else if (line.matches("-{4,}|\\.{4,}|```.*|_{4,}|\\+{4,}|~~~.*|--|={4,}")) {
                delimiter = line;
                if (!line.matches("-{4,}")) {
                    found.add(line);
                }
            } else if (line.startsWith(" ") || line.startsWith("\t")) {
                found.add(line);
            }
        }
        return found;
    }
}

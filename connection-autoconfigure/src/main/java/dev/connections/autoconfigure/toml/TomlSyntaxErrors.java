package dev.connections.autoconfigure.toml;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.TomlParseError;

/**
 * Says what is wrong in a TOML file without quoting it. The parser's messages repeat the text they stumble over, which in a
 * file of secrets may be one, so only wordings known to hold none of it get through.
 */
final class TomlSyntaxErrors {

    private static final Pattern UNEXPECTED_END =
            Pattern.compile("Unexpected (end of (?:line|input)), expected (.*)", Pattern.DOTALL);

    /** Greedy up to the last "expected": what stands before it is text of the file. */
    private static final Pattern UNEXPECTED_TEXT = Pattern.compile("Unexpected .*, expected (.*)", Pattern.DOTALL);

    private static final Pattern DEFINED_BEFORE =
            Pattern.compile(".*\\bdefined (?:as a literal array )?at (line \\d+, column \\d+)\\)?", Pattern.DOTALL);

    private static final Pattern WITHOUT_TEXT =
            Pattern.compile("(?:Integer|Float) is too (?:large|small)|Empty table key");

    private static final Pattern INVALID =
            Pattern.compile("(Invalid [a-z ]+[a-z](?: \\(valid range [-+:./0-9]+\\))?).*", Pattern.DOTALL);

    private TomlSyntaxErrors() {}

    /** One sentence for each error, beginning with its line and column. */
    static List<String> describe(List<TomlParseError> errors) {
        return errors.stream()
                .map(error -> error.position() + ": " + describe(String.valueOf(error.getMessage())))
                .distinct()
                .toList();
    }

    static String describe(String message) {
        Matcher unexpectedEnd = UNEXPECTED_END.matcher(message);
        if (unexpectedEnd.matches()) {
            return "unexpected " + unexpectedEnd.group(1) + ", expected " + unexpectedEnd.group(2);
        }
        Matcher unexpectedText = UNEXPECTED_TEXT.matcher(message);
        if (unexpectedText.matches()) {
            return "unexpected text, expected " + unexpectedText.group(1);
        }
        Matcher definedBefore = DEFINED_BEFORE.matcher(message);
        if (definedBefore.matches()) {
            return "this name is already defined at " + definedBefore.group(1);
        }
        if (WITHOUT_TEXT.matcher(message).matches()) {
            return message.toLowerCase(Locale.ROOT);
        }
        Matcher invalid = INVALID.matcher(message);
        return invalid.matches() ? invalid.group(1).replaceFirst("I", "i") : "not valid TOML";
    }
}

package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;
import dev.connections.cache.values.MemorySize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * The distinct texts of a column with repeated values, shared by its dictionary chunks. Immutable once it is finished.
 */
public final class TextDictionary {

    private final ArrayList<String> texts = new ArrayList<>();

    String text(int code) {
        return texts.get(code);
    }

    public void write(ResultWriter target) {
        target.number(texts.size());
        texts.forEach(target::text);
    }

    public static TextDictionary read(ResultReader source) {
        TextDictionary dictionary = new TextDictionary();
        int count = source.count(1);
        for (int i = 0; i < count; i++) {
            dictionary.texts.add(source.text());
        }
        dictionary.texts.trimToSize();
        return dictionary;
    }

    public long sizeInBytes() {
        long size = MemorySize.OBJECT + MemorySize.array(texts.size(), MemorySize.REFERENCE);
        for (String text : texts) {
            size += MemorySize.of(text);
        }
        return size;
    }

    /**
     * Grows the dictionary with the texts of a column. It is closed if texts do not repeat in the first chunks, or if
     * it is too large.
     */
    static final class Builder {

        private static final int MAX_TEXTS = 1 << 16;
        private static final int MAX_TEXT_LENGTH = 256;
        private static final int MAX_MISSES = 4;

        private final TextDictionary dictionary = new TextDictionary();
        private final Map<String, Integer> codes = new HashMap<>();
        private int before;
        private int used;
        private int misses;
        private boolean open = true;

        /** Returns the code of a text; negative if the dictionary is closed, or closes because the text is long. */
        int code(String text) {
            if (open && text.length() > MAX_TEXT_LENGTH) {
                close();
            }
            if (!open) {
                return -1;
            }
            Integer code = codes.putIfAbsent(text, dictionary.texts.size());
            if (code != null) {
                return code;
            }
            dictionary.texts.add(text);
            return dictionary.texts.size() - 1;
        }

        TextDictionary dictionary() {
            return dictionary;
        }

        /** Asked once for each chunk: whether its texts are in the dictionary, and mostly not because of itself. */
        boolean isWorthwhile(int size) {
            if (!open) {
                return false;
            }
            int total = dictionary.texts.size();
            int added = total - before;
            before = total;
            if (added <= size / 4 && total <= MAX_TEXTS) {
                used = total;
                return true;
            }
            misses += added > size / 10 * 9 ? 2 : 1;
            if (misses >= MAX_MISSES || total > MAX_TEXTS) {
                close();
            }
            return false;
        }

        /** Forgets all that no chunk refers to, and takes no more. */
        void close() {
            open = false;
            codes.clear();
            dictionary.texts.subList(used, dictionary.texts.size()).clear();
            dictionary.texts.trimToSize();
        }
    }
}

package dev.connections.samples.ownstarter.chat;

import dev.connections.cache.codec.ResultCodec;
import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;
import dev.connections.cache.keys.QueryKey;
import java.util.ArrayList;
import java.util.List;

/**
 * What was said in a room. Immutable.
 *
 * @param room the room
 * @param lines the messages, oldest first
 */
public record Transcript(String room, List<String> lines) {

    public Transcript {
        lines = List.copyOf(lines);
    }

    Transcript plus(List<String> newLines) {
        List<String> all = new ArrayList<>(lines);
        all.addAll(newLines);
        return new Transcript(room, all);
    }

    /** Writes transcripts for other nodes. */
    static final class Codec implements ResultCodec<Transcript> {

        @Override
        public Class<Transcript> type() {
            return Transcript.class;
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(Transcript value, ResultWriter target) {
            target.text(value.room());
            target.number(value.lines().size());
            value.lines().forEach(target::text);
        }

        @Override
        public Transcript read(ResultReader source, QueryKey key) {
            String room = source.text();
            List<String> lines = new ArrayList<>();
            for (int left = source.count(1); left > 0; left--) {
                lines.add(source.text());
            }
            return new Transcript(room, lines);
        }
    }
}

package dev.connections.autoconfigure.toml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.util.PropertyPlaceholderHelper;

class LiteralTextTests {

    private static final List<String> PARTS = List.of("$", "{", "}", "\\", "#", "a", ":", "${", "${a}", "#{");

    private final PropertyPlaceholderHelper spring = new PropertyPlaceholderHelper("${", "}", ":", '\\', true);

    @Test
    void springLeavesAnyTextAsItWas() {
        Random random = new Random(16);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int parts = random.nextInt(9); parts > 0; parts--) {
                text.append(PARTS.get(random.nextInt(PARTS.size())));
            }
            assertThat(spring.replacePlaceholders(LiteralText.escaped(text.toString()), name -> "replaced"))
                    .isEqualTo(text.toString());
        }
    }
}

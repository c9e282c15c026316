package dev.connections.samples.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest
class RepositoriesApplicationTests {

    @Test
    void findsWhatEachDatabaseHolds(CapturedOutput output) {
        assertThat(output).contains("mary has a dog", "bought: 50% bone on 2026-11-21");
    }
}

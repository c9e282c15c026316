import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Measures the CPU time that an application with JPA takes to start, alternately without and with
 * {@code connection-starter}, which must be in the local Maven repository:
 *
 * <pre>{@code
 * mvn -B -ntp -q -DskipTests -pl connection-starter -am install
 * java samples/benchmarks/src/start-up/StartUp.java [runs, default 10] [version, default 0.1.0-SNAPSHOT]
 * }</pre>
 *
 * <p>The application with the starter has one connection, {@code connections.pet-db.url}, in the place of {@code
 * spring.datasource.url}. Each is started with and without Spring MVC, with the C1 compiler only. Compare the medians:
 * on a busy machine single runs differ by 10 %.
 */
final class StartUp {

    private static final String APPLICATION =
            """
            package pets;

            import jakarta.persistence.Entity;
            import jakarta.persistence.Id;
            import java.lang.management.ManagementFactory;
            import org.springframework.boot.SpringApplication;
            import org.springframework.boot.autoconfigure.SpringBootApplication;
            import org.springframework.data.jpa.repository.JpaRepository;

            @SpringBootApplication
            public class Pets {

                @Entity
                public static class Owner {
                    @Id Long id;
                    String name;
                }

                public static void main(String[] args) {
                    var context = SpringApplication.run(Pets.class, args);
                    context.getBean(Owners.class).count();
                    System.out.println("STARTED "
                            + ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() + " "
                            + context.getBeanDefinitionCount() + " "
                            + ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
                    System.exit(0);
                }
            }

            interface Owners extends JpaRepository<Pets.Owner, Long> {}
            """;

    private static final String POM =
            """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
                <modelVersion>4.0.0</modelVersion>
                <parent>
                    <groupId>org.springframework.boot</groupId>
                    <artifactId>spring-boot-starter-parent</artifactId>
                    <version>4.1.1</version>
                    <relativePath/>
                </parent>
                <groupId>pets</groupId>
                <artifactId>pets</artifactId>
                <version>1</version>
                <dependencies>%s
                    <dependency><groupId>com.h2database</groupId><artifactId>h2</artifactId></dependency>
                </dependencies>
            </project>
            """;

    private static final List<String> JPA = List.of("org.springframework.boot:spring-boot-starter-data-jpa");

    private static final List<String> WEB = List.of(
            "org.springframework.boot:spring-boot-starter-data-jpa",
            "org.springframework.boot:spring-boot-starter-webmvc");

    private record Start(long cpuMillis, long beans, long classes) {}

    private record Variant(String classPath, String url) {}

    private StartUp() {}

    public static void main(String[] args) throws Exception {
        int runs = (args.length > 0) ? Integer.parseInt(args[0]) : 10;
        String starter = "dev.connections:connection-starter:" + ((args.length > 1) ? args[1] : "0.1.0-SNAPSHOT");
        Path directory = Files.createTempDirectory("start-up");
        try {
            measure("JPA", JPA, starter, runs, directory);
            measure("JPA and Spring MVC", WEB, starter, runs, directory);
        } finally {
            delete(directory);
        }
    }

    private static void measure(String name, List<String> dependencies, String starter, int runs, Path directory)
            throws Exception {
        String classPath = classPath(dependencies, directory);
        Path classes = compile(classPath, directory);
        List<String> withStarter = new ArrayList<>(dependencies);
        withStarter.add(starter);
        Map<String, Variant> variants = new LinkedHashMap<>();
        variants.put("without", new Variant(classes + ":" + classPath, "spring.datasource.url"));
        variants.put("with", new Variant(classes + ":" + classPath(withStarter, directory), "connections.pet-db.url"));
        Map<String, List<Start>> starts = new LinkedHashMap<>();
        for (int run = 0; run < runs; run++) {
            for (Map.Entry<String, Variant> variant : variants.entrySet()) {
                starts.computeIfAbsent(variant.getKey(), key -> new ArrayList<>()).add(start(variant.getValue()));
            }
        }
        long base = median(starts.get("without"));
        starts.forEach((variant, all) -> System.out.printf(
                "%-20s %-8s CPU ms: median %d, least %d (%+.1f %%); %d beans, %d classes%n",
                name,
                variant,
                median(all),
                all.stream().mapToLong(Start::cpuMillis).min().orElseThrow(),
                100.0 * (median(all) - base) / base,
                all.get(0).beans(),
                all.get(0).classes()));
    }

    private static long median(List<Start> starts) {
        return starts.stream().mapToLong(Start::cpuMillis).sorted().skip(starts.size() / 2).findFirst().orElseThrow();
    }

    private static Start start(Variant variant) throws Exception {
        String output = run(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                variant.classPath(),
                "pets.Pets",
                "--" + variant.url() + "=jdbc:h2:mem:pets",
                "--server.port=0"));
        long[] numbers = Arrays.stream(output.lines()
                        .filter(line -> line.startsWith("STARTED "))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(output))
                        .substring(8)
                        .split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
        return new Start(numbers[0], numbers[1], numbers[2]);
    }

    private static String classPath(List<String> dependencies, Path directory) throws Exception {
        StringBuilder elements = new StringBuilder();
        for (String dependency : dependencies) {
            String[] parts = dependency.split(":");
            elements.append("<dependency><groupId>%s</groupId><artifactId>%s</artifactId>%s</dependency>"
                    .formatted(parts[0], parts[1], (parts.length > 2) ? "<version>" + parts[2] + "</version>" : ""));
        }
        Path pom = Files.writeString(directory.resolve("pom.xml"), POM.formatted(elements));
        Path file = directory.resolve("class-path");
        run(List.of(
                "mvn",
                "-B",
                "-q",
                "-f",
                pom.toString(),
                "dependency:build-classpath",
                "-Dmdep.outputFile=" + file,
                "-Dmdep.includeScope=runtime"));
        return Files.readString(file).strip();
    }

    private static Path compile(String classPath, Path directory) throws IOException {
        Path source = Files.writeString(directory.resolve("Pets.java"), APPLICATION);
        Path classes = Files.createDirectories(directory.resolve("classes"));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null, null, null, "-proc:none", "-parameters", "-cp", classPath, "-d", classes.toString(),
                        source.toString());
        if (result != 0) {
            throw new IllegalStateException("The application does not compile");
        }
        return classes;
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return output;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}

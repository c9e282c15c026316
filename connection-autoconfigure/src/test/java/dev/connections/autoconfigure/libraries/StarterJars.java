package dev.connections.autoconfigure.libraries;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The jars that {@code connection-starter} brings: the dependencies in its POM, and in theirs, as far as they are not optional. */
final class StarterJars {

    private static final String OWN_GROUP = "dev.connections";

    /** By the name of the artifact. */
    private final Map<String, Path> jars = new HashMap<>();

    private final Set<String> artifacts = new LinkedHashSet<>();

    private StarterJars() {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                jars.putIfAbsent(ClassLoaderWithout.artifact(Path.of(entry)), Path.of(entry));
            }
        }
    }

    /** The names of the artifacts, without their versions. */
    static Set<String> artifacts() throws Exception {
        StarterJars starter = new StarterJars();
        Deque<Path> poms = new ArrayDeque<>(List.of(ownPom("connection-starter")));
        while (!poms.isEmpty()) {
            for (Element dependency : dependencies(poms.remove())) {
                String artifact = text(dependency, "artifactId");
                Path pom = OWN_GROUP.equals(text(dependency, "groupId")) ? ownPom(artifact) : starter.pomOf(artifact);
                if (starter.artifacts.add(artifact) && pom != null) {
                    poms.add(pom);
                }
            }
        }
        return starter.artifacts;
    }

    private static Path ownPom(String module) {
        return Path.of("..", module, "pom.xml");
    }

    private @Nullable Path pomOf(String artifact) {
        Path jar = jars.get(artifact);
        if (jar == null) {
            return null;
        }
        Path pom = jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", ".pom"));
        return Files.exists(pom) ? pom : null;
    }

    private static List<Element> dependencies(Path pom) throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
        List<Element> result = new ArrayList<>();
        for (Element dependencies : children(project, "dependencies")) {
            for (Element dependency : children(dependencies, "dependency")) {
                String scope = text(dependency, "scope");
                if ((scope.isEmpty() || scope.equals("compile") || scope.equals("runtime"))
                        && !text(dependency, "optional").equals("true")) {
                    result.add(dependency);
                }
            }
        }
        return result;
    }

    private static String text(Element element, String name) {
        List<Element> found = children(element, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> result = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element && element.getTagName().equals(name)) {
                result.add(element);
            }
        }
        return result;
    }
}

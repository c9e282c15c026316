package dev.connections.autoconfigure.libraries;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * A class loader without the classes of some jars. It defines the classes of this project itself, so that they are linked
 * without those jars too. All other classes are shared with the application class loader, which makes it cheap.
 */
final class ClassLoaderWithout extends ClassLoader {

    private final Set<String> hidden = new HashSet<>();

    /** @param artifacts the names of the jars, without their versions */
    ClassLoaderWithout(Set<String> artifacts) throws IOException {
        super(ClassLoaderWithout.class.getClassLoader());
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith(".jar") && artifacts.contains(artifact(Path.of(entry)))) {
                try (JarFile jar = new JarFile(entry)) {
                    jar.stream().forEach(file -> hidden.add(file.getName()));
                }
            }
        }
        hidden.removeIf(name -> !name.endsWith(".class"));
    }

    /** The name of a jar without its version. */
    static String artifact(Path jar) {
        return jar.getFileName().toString().replaceFirst("-\\d.*", "");
    }

    boolean hidesAnything() {
        return !hidden.isEmpty();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            String file = name.replace('.', '/') + ".class";
            if (hidden.contains(file)) {
                throw new ClassNotFoundException(name);
            }
            return name.startsWith("dev.connections.") ? define(name, file) : super.loadClass(name, resolve);
        }
    }

    private Class<?> define(String name, String file) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(file)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException ex) {
            throw new ClassNotFoundException(name, ex);
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        return hidden.contains(name) ? null : super.getResource(name);
    }
}

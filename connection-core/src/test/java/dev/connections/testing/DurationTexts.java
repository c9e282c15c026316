package dev.connections.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;

/** Finds methods that put a {@code Duration} into a text as it is: PT10S is not for people. */
public final class DurationTexts {

    private static final String DURATION = "Ljava/time/Duration;";

    private DurationTexts() {}

    /** The methods of the classes in a directory, other than {@code toString}. */
    public static Set<String> in(Path classes) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            List<Path> all =
                    files.filter(file -> file.toString().endsWith(".class")).toList();
            for (Path file : all) {
                try (InputStream in = Files.newInputStream(file)) {
                    new ClassReader(in).accept(new Concatenations(found), ClassReader.SKIP_DEBUG);
                }
            }
        }
        return found;
    }

    /** The directory or jar that a class comes from. */
    public static Path classesOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (java.net.URISyntaxException ex) {
            throw new UncheckedIOException(new IOException(ex));
        }
    }

    private static final class Concatenations extends ClassVisitor {

        private final Set<String> found;

        private String className = "";

        Concatenations(Set<String> found) {
            super(SpringAsmInfo.ASM_VERSION);
            this.found = found;
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            className = name.replace('/', '.');
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return name.equals("toString") ? null : new Texts(found, className + "#" + name, access, descriptor);
        }
    }

    /**
     * Finds a duration among the arguments of a concatenation, or one that becomes a text just before, as newer compilers do it:
     * a parameter, a field, or what a method has returned.
     */
    private static final class Texts extends MethodVisitor {

        private final Set<String> found;

        private final String method;

        private final Set<Integer> durations = new HashSet<>();

        private boolean isDuration;

        Texts(Set<String> found, String method, int access, String descriptor) {
            super(SpringAsmInfo.ASM_VERSION);
            this.found = found;
            this.method = method;
            int slot = ((access & Opcodes.ACC_STATIC) != 0) ? 0 : 1;
            for (Type type : Type.getArgumentTypes(descriptor)) {
                if (type.getDescriptor().equals(DURATION)) {
                    durations.add(slot);
                }
                slot += type.getSize();
            }
        }

        @Override
        public void visitVarInsn(int opcode, int slot) {
            if (opcode == Opcodes.ASTORE) {
                if (isDuration) {
                    durations.add(slot);
                } else {
                    durations.remove(slot);
                }
            }
            isDuration = opcode == Opcodes.ALOAD && durations.contains(slot);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            isDuration = descriptor.equals(DURATION);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (isDuration && owner.equals("java/lang/String") && name.equals("valueOf")) {
                found.add(method);
            }
            isDuration = descriptor.endsWith(")" + DURATION);
        }

        @Override
        public void visitInvokeDynamicInsn(String dynamic, String types, Handle handle, Object... arguments) {
            if (dynamic.startsWith("makeConcat") && types.contains(DURATION)) {
                found.add(method);
            }
            isDuration = false;
        }
    }
}

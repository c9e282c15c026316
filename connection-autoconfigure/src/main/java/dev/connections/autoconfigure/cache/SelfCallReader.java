package dev.connections.autoconfigure.cache;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.Label;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;

/** Reads the code of a class for calls of some methods on its own object. */
final class SelfCallReader extends ClassVisitor {

    private final Set<String> own;

    private final Map<String, String> methods;

    private final Calls calls;

    private final Set<String> overridden;

    /**
     * @param own the names of the class, and of all that it extends or implements
     * @param methods by name and descriptor, how each is described
     * @param calls is told of calls
     * @param overridden the methods of the classes that extend this one, by name and descriptor; those of this are added
     */
    SelfCallReader(Set<String> own, Map<String, String> methods, Calls calls, Set<String> overridden) {
        super(SpringAsmInfo.ASM_VERSION);
        this.own = own;
        this.methods = methods;
        this.calls = calls;
        this.overridden = overridden;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        boolean noObject = (access & (Opcodes.ACC_STATIC | Opcodes.ACC_BRIDGE)) != 0;
        boolean ownAlone = (access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC)) != 0;
        return (noObject || !(ownAlone || overridden.add(name + descriptor))) ? null : new Code(name, descriptor);
    }

    /** Is told of calls. */
    @FunctionalInterface
    interface Calls {

        /** A method calls another on its own object. */
        void found(String caller, int line, String called);
    }

    /**
     * The code of one method. Which object is called is not followed through the code: a method that has any other of its own kind
     * at hand is taken to call that one.
     */
    private final class Code extends MethodVisitor {

        private final String name;

        private final Map<Integer, String> called = new LinkedHashMap<>();

        private int line;

        private boolean hasAnother;

        Code(String name, String descriptor) {
            super(SpringAsmInfo.ASM_VERSION);
            // the body of a lambda expression is called after the method that it stands in
            this.name = name.startsWith("lambda$") ? name.substring(7, name.lastIndexOf('$')) : name;
            for (Type parameter : Type.getArgumentTypes(descriptor)) {
                hasAnother |= isOwn(parameter);
            }
        }

        private boolean isOwn(Type type) {
            return type.getSort() == Type.OBJECT && own.contains(type.getInternalName());
        }

        @Override
        public void visitLineNumber(int newLine, Label start) {
            line = newLine;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            hasAnother |= (opcode == Opcodes.NEW || opcode == Opcodes.CHECKCAST) && own.contains(type);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String fieldName, String descriptor) {
            hasAnother |= isOwn(Type.getType(descriptor));
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String method, String descriptor, boolean isInterface) {
            hasAnother |= isOwn(Type.getReturnType(descriptor));
            // super.method() is a part of the method that has been called
            if (opcode != Opcodes.INVOKESPECIAL && own.contains(owner)) {
                note(method + descriptor);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String method, String descriptor, Handle bootstrap, Object... arguments) {
            for (Object argument : arguments) {
                if (argument instanceof Handle handle && own.contains(handle.getOwner())) {
                    note(handle.getName() + handle.getDesc());
                }
            }
        }

        private void note(String method) {
            String described = methods.get(method);
            if (described != null) {
                called.putIfAbsent(line, described);
            }
        }

        @Override
        public void visitEnd() {
            if (!hasAnother) {
                called.forEach((at, described) -> calls.found(name, at, described));
            }
        }
    }
}

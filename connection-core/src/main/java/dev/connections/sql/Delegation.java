package dev.connections.sql;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import org.springframework.asm.ClassWriter;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.Type;

/**
 * Completes abstract implementations of JDBC's interfaces: each method that the class leaves open calls the target. The calls
 * are generated, not reflective, because a result set is called for each value. Immutable.
 *
 * @param <T> the abstract class
 */
final class Delegation<T extends Delegation.Delegate> {

    private static final String CONSTRUCTOR = "<init>";

    private final Constructor<? extends T> constructor;

    /** @param constructorTypes the parameters of the class's constructor */
    Delegation(Class<T> type, Class<?>... constructorTypes) {
        try {
            this.constructor = MethodHandles.lookup()
                    .defineHiddenClass(classFile(type, type.getDeclaredConstructor(constructorTypes)), false)
                    .lookupClass()
                    .asSubclass(type)
                    .getDeclaredConstructor(constructorTypes);
        } catch (NoSuchMethodException | IllegalAccessException ex) {
            throw new IllegalStateException(ex);
        }
    }

    T create(Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException | InstantiationException | IllegalAccessException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static byte[] classFile(Class<?> type, Constructor<?> constructor) {
        String parent = Type.getInternalName(type);
        ClassWriter file = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        file.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, parent + "Delegation", null, parent, null);
        String parameters = Type.getConstructorDescriptor(constructor);
        MethodVisitor code = file.visitMethod(0, CONSTRUCTOR, parameters, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        loadArguments(code, parameters);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, parent, CONSTRUCTOR, parameters, false);
        code.visitInsn(Opcodes.RETURN);
        end(code);
        Set<String> written = new HashSet<>();
        for (Method method : type.getMethods()) {
            String descriptor = Type.getMethodDescriptor(method);
            if (isOpen(method) && written.add(method.getName() + descriptor)) {
                writeCall(file, parent, method, descriptor);
            }
        }
        file.visitEnd();
        return file.toByteArray();
    }

    /** The default methods of JDBC's interfaces are implemented by the drivers as well. */
    private static boolean isOpen(Method method) {
        return method.getDeclaringClass().isInterface()
                && method.getDeclaringClass() != Delegate.class
                && !Modifier.isStatic(method.getModifiers());
    }

    private static void writeCall(ClassWriter file, String parent, Method method, String descriptor) {
        String declaring = Type.getInternalName(method.getDeclaringClass());
        MethodVisitor code = file.visitMethod(Opcodes.ACC_PUBLIC, method.getName(), descriptor, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, parent, "target", "()Ljava/lang/Object;", false);
        code.visitTypeInsn(Opcodes.CHECKCAST, declaring);
        loadArguments(code, descriptor);
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, declaring, method.getName(), descriptor, true);
        code.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
        end(code);
    }

    private static void loadArguments(MethodVisitor code, String descriptor) {
        int variable = 1;
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            code.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), variable);
            variable += argument.getSize();
        }
    }

    private static void end(MethodVisitor code) {
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** Calls what it does not implement at another object. */
    interface Delegate {

        Object target();
    }
}

package dev.connections.cache.advice;

import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.Indexer;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.VariableReference;

/** What an expression refers to. */
final class ExpressionReferences {

    private final Set<String> variables = new LinkedHashSet<>();

    private boolean root;

    ExpressionReferences(SpelNode expression) {
        visit(expression, true);
    }

    /** @param first whether it is not about what stands before it */
    private void visit(SpelNode node, boolean first) {
        if (node instanceof VariableReference variable) {
            variables.add(name(variable));
        } else if (node instanceof PropertyOrFieldReference
                || node instanceof MethodReference
                || node instanceof Indexer) {
            root |= first;
        }
        boolean chain = node instanceof CompoundExpression;
        for (int i = 0; i < node.getChildCount(); i++) {
            visit(node.getChild(i), !chain || i == 0);
        }
    }

    static String name(VariableReference variable) {
        return variable.toStringAST().substring(1);
    }

    /** The names of its variables. */
    Set<String> variables() {
        return variables;
    }

    /** Whether it asks for the root, by name or by a property without anything before it. */
    boolean root() {
        return root || variables.contains(CallVariables.ROOT) || variables.contains("this");
    }
}

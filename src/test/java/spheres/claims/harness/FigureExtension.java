package spheres.claims.harness;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a figure's test the session whose results it adds to. */
final class FigureExtension implements ParameterResolver, ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (ClaimSession.of(context).universe().isPresent()) {
            return ConditionEvaluationResult.disabled("only the claims of a universe are measured");
        }
        if (ClaimSession.of(context).shard().index() != 1) {
            return ConditionEvaluationResult.disabled("is of the first part");
        }
        return context.getConfigurationParameter("spheres.claim")
                .filter(selected -> !selected.isEmpty())
                .map(selected -> ConditionEvaluationResult.disabled("only " + selected + " is selected"))
                .orElseGet(() -> ConditionEvaluationResult.enabled("all claims are selected"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ClaimSession.class;
    }

    @Override
    public ClaimSession resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return ClaimSession.of(context);
    }
}

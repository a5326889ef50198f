package spheres.opencl;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests, of JUnit and jqwik, where there is no OpenCL device, with the sentence that says what to install. */
public final class NeedsDevice implements ExecutionCondition, SkipExecutionHook {

    /** What the tests run on: a GPU where there is one, else the first device. */
    public static Device device() {
        List<Device> all = Device.all();
        return all.stream()
                .filter(device -> device.type() == Device.Type.GPU)
                .findFirst()
                .orElseGet(() -> all.get(0));
    }

    private static Optional<String> lacking() {
        try {
            device();
            return Optional.empty();
        } catch (DeviceException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return lacking()
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("there is a device"));
    }

    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        return lacking().map(SkipResult::skip).orElseGet(SkipResult::doNotSkip);
    }
}

package spheres.opencl;

import java.util.List;
import java.util.stream.Stream;

/**
 * The kernels of one step, in their order.
 *
 * @param forward those that leave the parameters alone; running statistics move on
 * @param backward the loss, the gradients and the update
 */
record StepKernels(List<Kernel> forward, List<Kernel> backward) {

    /** Does the step whose samples are in that slot. */
    void step(int slot) {
        forward(slot);
        backward.forEach(kernel -> kernel.launch(slot));
    }

    void forward(int slot) {
        forward.forEach(kernel -> kernel.launch(slot));
    }

    Stream<Kernel> all() {
        return Stream.concat(forward.stream(), backward.stream());
    }
}

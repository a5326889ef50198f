package spheres.opencl;

import java.util.stream.Stream;
import org.bytedeco.opencl._cl_mem;
import org.bytedeco.opencl._cl_program;
import spheres.engine.InferenceWeights;
import spheres.network.QuadraticArchitecture;

/** Inference of the quadratic network as the form x^T A x + b: A x gives the logit and, doubled, its gradient. */
final class QuadraticClassifierKernels extends ClassifierKernels {
    private final Product product;
    private final Kernel finish;

    QuadraticClassifierKernels(OpenCl openCl, QuadraticArchitecture architecture, float[] parameters) {
        super(openCl, architecture.inputDimension());
        int d = architecture.inputDimension();
        _cl_program program = openCl.build("", SOURCE);
        _cl_mem form = memory(openCl, InferenceWeights.form(architecture, parameters));
        product = Product.of(openCl, program, "form", d)
                .factors(d, form, 0, points, 1)
                .result(form, 0, form, 0, gradients, 1);
        float bias = parameters[architecture.readout() + 1];
        finish = openCl.kernel(program, "finish_form", "finish form", TILE, 1)
                .arguments(0, d, bias, points, gradients, logits);
    }

    @Override
    void forward(int rows) {
        product.launch(rows);
        finish.groups(rows / TILE);
        finish.launch();
    }

    /** The forward pass left the gradients there. */
    @Override
    void backward(int rows) {}

    @Override
    Stream<Kernel> all() {
        return Stream.of(product.kernel(), finish);
    }
}

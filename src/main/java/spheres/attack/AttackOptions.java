package spheres.attack;

import spheres.input.Require;

/**
 * How the gradient ascent of an attack moves. Immutable: {@code AttackOptions.withDefaults().withStep(0.01)}.
 *
 * @param step length of one step along the sphere, in the units of the space (the inner radius is 1); above 0
 * @param steps the most steps from one start, at least 1
 * @param batch how many starts are advanced together, at least 1
 * @param objective what is ascended
 * @param momentum weight in [0, 1) of the past gradients in the direction; 0 is the paper's attack
 * @param convergence whether the step is halved, and the attack finally ended, when the logit stops improving
 */
public record AttackOptions(
        double step, int steps, int batch, Objective objective, double momentum, boolean convergence) {

    /** What the ascent maximises. Without momentum both give the same normalised direction. */
    public enum Objective {
        /** The logit towards the other class. */
        LOGIT,
        /** The sigmoid cross-entropy of the start's own class; its gradient fades where the answer is confident. */
        LOSS
    }

    public AttackOptions {
        Require.positive("step", step, "choose a length along the sphere, such as 0.001");
        Require.atLeast(1, "steps", steps, "choose how many steps an attack takes, such as 1000");
        Require.atLeast(1, "batch", batch, "choose how many starts move together, such as 100");
        if (!(momentum >= 0 && momentum < 1)) {
            throw Require.notIn("[0, 1): choose 0 for the paper's attack", "momentum", momentum);
        }
    }

    /** 1000 steps of length 0.001 in batches of 100 on the logit, without momentum, all steps taken. */
    public static AttackOptions withDefaults() {
        return new AttackOptions(0.001, 1000, 100, Objective.LOGIT, 0, false);
    }

    public AttackOptions withStep(double step) {
        return new AttackOptions(step, steps, batch, objective, momentum, convergence);
    }

    public AttackOptions withSteps(int steps) {
        return new AttackOptions(step, steps, batch, objective, momentum, convergence);
    }

    public AttackOptions withBatch(int batch) {
        return new AttackOptions(step, steps, batch, objective, momentum, convergence);
    }

    public AttackOptions withObjective(Objective objective) {
        return new AttackOptions(step, steps, batch, objective, momentum, convergence);
    }

    public AttackOptions withMomentum(double momentum) {
        return new AttackOptions(step, steps, batch, objective, momentum, convergence);
    }

    public AttackOptions withConvergence(boolean convergence) {
        return new AttackOptions(step, steps, batch, objective, momentum, convergence);
    }
}

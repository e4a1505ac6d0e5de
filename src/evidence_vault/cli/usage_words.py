# SPDX-License-Identifier: GPL-3.0-or-later
"""What was wrong with a command line, in the person's language: click itself says it in English only."""

import re

import click

from evidence_vault.translations import _

_TOO_MANY = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)


def usage_words(error: click.UsageError) -> str:
    """One sentence. Names are as typed; what click adds in a later version comes as click says it."""
    if isinstance(error, click.exceptions.NoSuchCommand):
        said = _("There is no command “{name}”.").format(name=error.command_name)
        return _with_meant(said, error.possibilities)
    if isinstance(error, click.exceptions.NoSuchOption):
        return _with_meant(_("There is no option “{name}”.").format(name=error.option_name), error.possibilities)
    if isinstance(error, click.MissingParameter):
        return _("{name} is missing.").format(name=_name_of(error))
    if isinstance(error, click.BadOptionUsage):
        is_flag = any(error.option_name in one.opts and not _takes_value(one) for one in _parameters(error))
        said = _("{name} takes no value.") if is_flag else _("{name} needs a value after it.")
        return said.format(name=error.option_name)
    if isinstance(error, click.BadParameter):
        return _bad_value(error)
    too_many = _TOO_MANY.match(error.message)
    return _("This is too much: {words}").format(words=too_many[1]) if too_many else error.format_message()


def _bad_value(error: click.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return _("{name} is one of: {choices}").format(name=_name_of(error), choices=", ".join(map(str, kind.choices)))
    if isinstance(kind, click.IntRange) and kind.max is None:
        return _("{name} is a whole number, {least} or more.").format(name=_name_of(error), least=kind.min)
    if isinstance(kind, click.IntRange):
        return _("{name} is a whole number from {least} to {most}.").format(
            name=_name_of(error), least=kind.min, most=kind.max
        )
    return error.format_message()


def _with_meant(said: str, possibilities: list[str] | None) -> str:
    if not possibilities:
        return said
    return f"{said} {_('Did you mean {names}?').format(names=', '.join(possibilities))}"


def _name_of(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    return error.param.opts[0] if isinstance(error.param, click.Option) else error.param.make_metavar(_context(error))


def _context(error: click.UsageError) -> click.Context:
    return error.ctx or click.Context(click.Command(None))


def _parameters(error: click.UsageError) -> list[click.Parameter]:
    return error.ctx.command.params if error.ctx is not None else []


def _takes_value(parameter: click.Parameter) -> bool:
    return not (isinstance(parameter, click.Option) and (parameter.is_flag or parameter.count))

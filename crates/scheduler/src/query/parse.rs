//! From text to a tree, with the place of whatever is wrong.

use std::str::FromStr;

use winnow::{
    ModalResult, Parser, Stateful,
    ascii::multispace0,
    combinator::{alt, delimited, eof, opt, repeat, separated, terminated},
    error::{ErrMode, ParserError},
    stream::{LocatingSlice, Location, Stream},
    token::{literal, take_while},
};

use super::{Node, Relation, Test, value};

/// The API's bound on an expression, in characters.
const MAX_CHARACTERS: usize = 2000;
/// Parentheses inside parentheses; ours, so that no expression exhausts the stack.
const MAX_DEPTH: usize = 50;

/// An expression that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem} at position {position}")]
pub struct ParseError {
    /// In characters, from 0.
    pub position: usize,
    /// What is wrong there, such as `expected an operator`.
    pub problem: String,
}

type Input<'a> = Stateful<LocatingSlice<&'a str>, usize>;

/// What winnow carries: the furthest place a rule was sure to be wrong, in bytes.
#[derive(Debug)]
struct Refusal {
    offset: usize,
    problem: Option<String>,
}

impl ParserError<Input<'_>> for Refusal {
    type Inner = Self;

    fn from_input(input: &Input<'_>) -> Self {
        Self {
            offset: input.current_token_start(),
            problem: None,
        }
    }

    fn into_inner(self) -> Result<Self, Self> {
        Ok(self)
    }

    fn or(self, other: Self) -> Self {
        if other.offset > self.offset {
            other
        } else {
            self
        }
    }
}

type Parsed<T> = ModalResult<T, Refusal>;

fn refuse<T>(offset: usize, problem: impl Into<String>) -> Parsed<T> {
    Err(ErrMode::Cut(Refusal {
        offset,
        problem: Some(problem.into()),
    }))
}

/// `parser`, whose absence here is an error for certain.
fn expect<'a, T>(
    problem: &'static str,
    mut parser: impl Parser<Input<'a>, T, ErrMode<Refusal>>,
) -> impl FnMut(&mut Input<'a>) -> Parsed<T> {
    move |input| {
        let offset = input.current_token_start();
        match parser.parse_next(input) {
            Err(ErrMode::Backtrack(_)) => refuse(offset, problem),
            other => other,
        }
    }
}

pub(super) fn expression(text: &str) -> Result<Node, ParseError> {
    if text.chars().count() > MAX_CHARACTERS {
        let problem = format!("more than {MAX_CHARACTERS} characters");
        return Err(ParseError {
            position: MAX_CHARACTERS,
            problem,
        });
    }
    let mut input = Stateful {
        input: LocatingSlice::new(text),
        state: 0,
    };
    let whole = (
        multispace0,
        any,
        expect("expected 'and', 'or' or the end", eof),
    );
    let parsed = whole.map(|(_, node, _)| node).parse_next(&mut input);
    parsed.map_err(|error| {
        let refusal = match error {
            ErrMode::Backtrack(refusal) | ErrMode::Cut(refusal) => refusal,
            ErrMode::Incomplete(_) => Refusal {
                offset: text.len(),
                problem: None,
            },
        };
        ParseError {
            position: text[..refusal.offset.min(text.len())].chars().count(),
            problem: refusal
                .problem
                .unwrap_or_else(|| "not an expression".to_owned()),
        }
    })
}

fn any(input: &mut Input<'_>) -> Parsed<Node> {
    let or = alt((symbol("||"), word("or")));
    let nodes: Vec<Node> = separated(1.., all, or).parse_next(input)?;
    Ok(single(nodes, Node::Any))
}

fn all(input: &mut Input<'_>) -> Parsed<Node> {
    let and = alt((symbol("&&"), word("and")));
    let nodes: Vec<Node> = separated(1.., unary, and).parse_next(input)?;
    Ok(single(nodes, Node::All))
}

fn single(mut nodes: Vec<Node>, group: fn(Vec<Node>) -> Node) -> Node {
    if nodes.len() == 1 {
        nodes.remove(0)
    } else {
        group(nodes)
    }
}

fn unary(input: &mut Input<'_>) -> Parsed<Node> {
    let nots: usize = repeat(0.., alt((symbol("!"), word("not")))).parse_next(input)?;
    let node = match opt(symbol("(")).parse_next(input)? {
        Some(()) => group(input)?,
        None => test(input)?,
    };
    Ok(if nots % 2 == 1 {
        Node::Not(Box::new(node))
    } else {
        node
    })
}

fn group(input: &mut Input<'_>) -> Parsed<Node> {
    input.state += 1;
    if input.state > MAX_DEPTH {
        let problem = format!("more than {MAX_DEPTH} parentheses inside each other");
        return refuse(input.current_token_start(), problem);
    }
    let node =
        terminated(any, expect("expected 'and', 'or' or ')'", symbol(")"))).parse_next(input);
    input.state -= 1;
    node
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Operator {
    Exists,
    Equals,
    GreaterThan,
    GreaterThanEqual,
    LessThan,
    LessThanEqual,
    In,
    Matches,
}

/// An argument and where it began.
type Argument = (usize, String);

fn test(input: &mut Input<'_>) -> Parsed<Node> {
    let subject_at = input.current_token_start();
    let subject =
        expect("expected a subject", spaced(take_while(1.., in_name))).parse_next(input)?;
    let operator_at = input.current_token_start();
    let (operator, positive) = expect("expected an operator", operator).parse_next(input)?;
    let arguments = match operator {
        Operator::Exists => Vec::new(),
        Operator::In => list(input)?,
        _ => vec![argument(input)?],
    };
    let comparison = Comparison {
        operator,
        operator_at,
        arguments,
    };
    let test = comparison.about(subject, subject_at)?;
    Ok(if positive {
        Node::Test(test)
    } else {
        Node::Not(Box::new(Node::Test(test)))
    })
}

fn operator(input: &mut Input<'_>) -> Parsed<(Operator, bool)> {
    use Operator::{
        Equals, Exists, GreaterThan, GreaterThanEqual, In, LessThan, LessThanEqual, Matches,
    };
    let symbols = alt((
        symbol("==").value((Equals, true)),
        symbol("!=").value((Equals, false)),
        symbol("=~").value((Matches, true)),
        symbol("!~").value((Matches, false)),
        symbol(">=").value((GreaterThanEqual, true)),
        symbol("<=").value((LessThanEqual, true)),
        symbol(">").value((GreaterThan, true)),
        symbol("<").value((LessThan, true)),
    ));
    let words = alt((
        word("equals").value((Equals, true)),
        word("not_equals").value((Equals, false)),
        word("matches").value((Matches, true)),
        word("not_matches").value((Matches, false)),
        word("greater_than_equal").value((GreaterThanEqual, true)),
        word("less_than_equal").value((LessThanEqual, true)),
        word("greater_than").value((GreaterThan, true)),
        word("less_than").value((LessThan, true)),
    ));
    let rest = alt((
        alt((word("not_exists"), word("!exists"))).value((Exists, false)),
        word("exists").value((Exists, true)),
        alt((word("not_in"), word("!in"))).value((In, false)),
        word("in").value((In, true)),
    ));
    alt((symbols, words, rest)).parse_next(input)
}

fn list(input: &mut Input<'_>) -> Parsed<Vec<Argument>> {
    let member = alt((quoted, bare_member));
    let members = separated(1.., expect("expected a value", member), symbol(","));
    let close = expect("expected ',' or ']'", symbol("]"));
    let (_, members, _) =
        (expect("expected '['", symbol("[")), members, close).parse_next(input)?;
    Ok(members)
}

fn argument(input: &mut Input<'_>) -> Parsed<Argument> {
    expect("expected a value", alt((quoted, bare))).parse_next(input)
}

fn quoted(input: &mut Input<'_>) -> Parsed<Argument> {
    let at = input.current_token_start();
    let quote = alt(('\'', '"')).parse_next(input)?;
    let text = take_while(0.., move |letter| letter != quote).parse_next(input)?;
    let text = str::to_owned(text);
    expect("expected a closing quote", spaced(quote)).parse_next(input)?;
    Ok((at, text))
}

/// A value without quotes ends at white space, a parenthesis, `&&` or `||`.
fn bare(input: &mut Input<'_>) -> Parsed<Argument> {
    let at = input.current_token_start();
    let rest = input.peek_slice_str();
    let mut length = 0;
    for (index, letter) in rest.char_indices() {
        let ends = letter.is_whitespace() || matches!(letter, '(' | ')' | '\'' | '"');
        if ends || rest[index..].starts_with("&&") || rest[index..].starts_with("||") {
            break;
        }
        length = index + letter.len_utf8();
    }
    let text = rest[..length].to_owned();
    if text.is_empty() || text.starts_with(['=', '<', '>', '~']) {
        return Err(ErrMode::from_input(input));
    }
    input.next_slice(length);
    multispace0.parse_next(input)?;
    Ok((at, text))
}

fn bare_member(input: &mut Input<'_>) -> Parsed<Argument> {
    let at = input.current_token_start();
    let in_member = |letter: char| !letter.is_whitespace() && !"()[],'\"".contains(letter);
    let text = spaced(take_while(1.., in_member)).parse_next(input)?;
    Ok((at, text.to_owned()))
}

trait PeekStr<'a> {
    fn peek_slice_str(&self) -> &'a str;
}

impl<'a> PeekStr<'a> for Input<'a> {
    fn peek_slice_str(&self) -> &'a str {
        self.input.peek_finish()
    }
}

fn in_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "_-./\\:".contains(letter)
}

/// `parser` and the white space behind it.
fn spaced<'a, T>(
    parser: impl Parser<Input<'a>, T, ErrMode<Refusal>>,
) -> impl Parser<Input<'a>, T, ErrMode<Refusal>> {
    terminated(parser, multispace0)
}

fn symbol<'a>(text: &'static str) -> impl Parser<Input<'a>, (), ErrMode<Refusal>> {
    spaced(literal(text)).void()
}

/// A keyword, which no letter of a name may follow.
fn word<'a>(text: &'static str) -> impl Parser<Input<'a>, (), ErrMode<Refusal>> {
    let end = winnow::combinator::not(take_while(1.., in_name));
    delimited(literal(text), end, multispace0).void()
}

struct Comparison {
    operator: Operator,
    operator_at: usize,
    arguments: Vec<Argument>,
}

impl Comparison {
    fn about(self, subject: &str, subject_at: usize) -> Parsed<Test> {
        let text = |text: &str| Ok(text.to_owned());
        Ok(match subject {
            "agentConnected" => {
                if !matches!(
                    self.operator,
                    Operator::Equals | Operator::In | Operator::Exists
                ) {
                    return self.refuse_operator(subject);
                }
                Test::AgentConnected(self.relation("true or false", parsed)?)
            }
            "agentVersion" => Test::AgentVersion(self.relation("a version like 1.2.3", parsed)?),
            "ec2InstanceId" => Test::Ec2InstanceId(self.relation("", text)?),
            "registeredAt" => {
                if self.operator == Operator::Matches {
                    return self.refuse_operator(subject);
                }
                let date = |text: &str| value::date(text).ok_or(());
                Test::RegisteredAt(self.relation("a date like 2018-06-18T22:28:28+00:00", date)?)
            }
            "runningTasksCount" => {
                if self.operator == Operator::Matches {
                    return self.refuse_operator(subject);
                }
                Test::RunningTasksCount(self.relation("an integer", parsed)?)
            }
            "task:group" => Test::TaskGroup(self.relation("", text)?),
            _ => match subject.strip_prefix("attribute:") {
                Some(name) if !name.is_empty() && !name.contains(':') => {
                    Test::Attribute(name.to_owned(), self.relation("", text)?)
                }
                _ => return refuse(subject_at, format!("unknown subject '{subject}'")),
            },
        })
    }

    fn refuse_operator<T>(&self, subject: &str) -> Parsed<T> {
        refuse(
            self.operator_at,
            format!("this operator is not for {subject}"),
        )
    }

    fn relation<T>(
        self,
        wanted: &str,
        read: impl Fn(&str) -> Result<T, ()>,
    ) -> Parsed<Relation<T>> {
        if self.operator == Operator::Matches {
            return self.pattern();
        }
        let mut values = Vec::with_capacity(self.arguments.len());
        for (at, text) in &self.arguments {
            match read(text) {
                Ok(value) => values.push(value),
                Err(()) => return refuse(*at, format!("expected {wanted}, not '{text}'")),
            }
        }
        let relation: fn(T) -> Relation<T> = match self.operator {
            Operator::Exists => return Ok(Relation::Exists),
            Operator::In => return Ok(Relation::In(values)),
            Operator::Matches | Operator::Equals => Relation::Equals,
            Operator::GreaterThan => Relation::GreaterThan,
            Operator::GreaterThanEqual => Relation::GreaterThanEqual,
            Operator::LessThan => Relation::LessThan,
            Operator::LessThanEqual => Relation::LessThanEqual,
        };
        match values.pop() {
            Some(value) => Ok(relation(value)),
            None => refuse(self.operator_at, "expected a value"),
        }
    }

    fn pattern<T>(&self) -> Parsed<Relation<T>> {
        let Some((at, text)) = self.arguments.first() else {
            return refuse(self.operator_at, "expected a regular expression");
        };
        match regex::Regex::new(&format!("^(?:{text})$")) {
            Ok(regex) => Ok(Relation::Matches(regex)),
            Err(error) => {
                let cause = error.to_string();
                let cause = cause.lines().last().unwrap_or_default();
                refuse(
                    *at,
                    format!("unusable regular expression '{text}' ({cause})"),
                )
            }
        }
    }
}

fn parsed<T: FromStr>(text: &str) -> Result<T, ()> {
    text.parse().map_err(|_| ())
}
